package dev.sluice.sqlite.ann;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an archive may hold at most; whoever packs more means harm or is mistaken.
 *
 * @param totalBytes of a download, and of all entries together
 * @param entryBytes of one entry
 * @param entries how many
 * @param ratio of what is unpacked to what was packed
 */
record InstallLimits(long totalBytes, long entryBytes, int entries, int ratio) {
  static final InstallLimits DEFAULT = new InstallLimits(200L << 20, 50L << 20, 2_048, 100);

  /** Small archives may pack well. */
  private static final long RATIO_SLACK = 1 << 20;

  /** The most that may come out of so many packed bytes. */
  long unpacked(long packed) {
    return Math.min(totalBytes, RATIO_SLACK + packed * ratio);
  }

  /** The stream, which fails when more comes out of it than that. */
  static InputStream bounded(InputStream in, long most, String what) {
    return new FilterInputStream(in) {
      private long read;

      @Override
      public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
      }

      @Override
      public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
      }

      private void count(long n) {
        read += n;
        if (read > most) {
          throw ExtensionInstall.refused(what + " is more than " + most + " bytes");
        }
      }
    };
  }
}
