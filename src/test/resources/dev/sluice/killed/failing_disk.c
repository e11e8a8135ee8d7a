/*
 * A disk that fails: from the call number SLUICE_FAIL_FROM on, every write to, sync of and rename
 * of a file whose path contains SLUICE_FAIL_IN fails with EIO. Preloaded into the process.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

static int path_fails(const char *path) {
  const char *in = getenv("SLUICE_FAIL_IN");
  const char *from = getenv("SLUICE_FAIL_FROM");
  if (in == NULL || from == NULL || strstr(path, in) == NULL) return 0;
  if (atomic_fetch_add(&calls, 1) + 1 < atol(from)) return 0;
  errno = EIO;
  return 1;
}

static int fd_fails(int fd) {
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return path_fails(path);
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
  NEXT(write);
  return fd_fails(fd) ? -1 : next(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  NEXT(pwrite);
  return fd_fails(fd) ? -1 : next(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  NEXT(pwrite64);
  return fd_fails(fd) ? -1 : next(fd, data, size, at);
}

ssize_t writev(int fd, const struct iovec *data, int count) {
  NEXT(writev);
  return fd_fails(fd) ? -1 : next(fd, data, count);
}

int fsync(int fd) {
  NEXT(fsync);
  return fd_fails(fd) ? -1 : next(fd);
}

int fdatasync(int fd) {
  NEXT(fdatasync);
  return fd_fails(fd) ? -1 : next(fd);
}

int ftruncate(int fd, off_t size) {
  NEXT(ftruncate);
  return fd_fails(fd) ? -1 : next(fd, size);
}

int ftruncate64(int fd, off64_t size) {
  NEXT(ftruncate64);
  return fd_fails(fd) ? -1 : next(fd, size);
}

int rename(const char *from, const char *to) {
  NEXT(rename);
  return path_fails(to) ? -1 : next(from, to);
}
