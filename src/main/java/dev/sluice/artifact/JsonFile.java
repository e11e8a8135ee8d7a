package dev.sluice.artifact;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DurableFiles;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import net.jpountz.xxhash.StreamingXXHash64;
import net.jpountz.xxhash.XXHashFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** A new file of canonical JSON text, with its length and checksum once it is finished. */
final class JsonFile implements AutoCloseable {
  /** What the checksums of piece manifests begin with. */
  static final String CHECKSUM = "xxh64:";

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final Measured measured;
  private final JsonGenerator json;

  /**
   * What was written.
   *
   * @param checksum as piece manifests hold it: {@code xxh64:} and 16 hexadecimal digits
   */
  record Written(long bytes, String checksum) {}

  JsonFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    measured = new Measured(Channels.newOutputStream(channel));
    json =
        Json.generator(
            new BufferedWriter(new OutputStreamWriter(measured, StandardCharsets.UTF_8), BUFFER));
  }

  JsonGenerator json() {
    return json;
  }

  /** Writes out what was generated and makes it durable. Close it afterwards. */
  Written finish() throws IOException {
    Written written = finishUnsynced();
    channel.force(true);
    return written;
  }

  private Written finishUnsynced() throws IOException {
    json.flush();
    return measured.written();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      json.close();
    }
  }

  /** Measures a file as it is, whatever it holds. */
  static Written measure(Path file) throws IOException {
    try (var measured = new Measured(OutputStream.nullOutputStream())) {
      Files.copy(file, measured);
      return measured.written();
    }
  }

  /**
   * Replaces a file durably and in one step, or leaves it as it was.
   *
   * @throws BuildFailedException if it cannot be written
   */
  static Written replace(Path target, Consumer<JsonGenerator> content) {
    return replace(target, content, true);
  }

  /** Like {@link #replace}, but a power failure may leave the file empty or cut short. */
  static Written replaceUnsynced(Path target, Consumer<JsonGenerator> content) {
    return replace(target, content, false);
  }

  private static Written replace(Path target, Consumer<JsonGenerator> content, boolean durable) {
    Path temp = temporary(target);
    try {
      Files.deleteIfExists(temp);
      Written written;
      try (var file = new JsonFile(temp)) {
        content.accept(file.json());
        written = durable ? file.finish() : file.finishUnsynced();
      }
      DurableFiles.replace(temp, target, durable);
      return written;
    } catch (IOException | JacksonException e) {
      remove(temp, e);
      throw failed(target, e);
    } catch (RuntimeException e) {
      remove(temp, e);
      throw e;
    }
  }

  /** What a file is called while it is written. */
  static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp");
  }

  /** Removes what was written by a process that was killed before it replaced the file. */
  static void removeTemporary(Path target) {
    Path temp = temporary(target);
    try {
      Files.deleteIfExists(temp);
    } catch (IOException e) {
      throw failed(temp, e);
    }
  }

  private static void remove(Path temp, Exception failure) {
    try {
      Files.deleteIfExists(temp);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  static Written replace(Path target, JsonTree content) {
    return replace(target, json -> JsonText.write(content.value(), json));
  }

  static BuildFailedException failed(Path target, Exception cause) {
    return BuildFailedException.unwritable(target, cause, "run the command again");
  }

  /** Counts and hashes what passes. */
  private static final class Measured extends FilterOutputStream {
    private final StreamingXXHash64 hash = XXHashFactory.safeInstance().newStreamingHash64(0);
    private long bytes;

    Measured(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      hash.update(data, offset, length);
      bytes += length;
    }

    Written written() {
      return new Written(bytes, String.format(Locale.ROOT, CHECKSUM + "%016x", hash.getValue()));
    }
  }
}
