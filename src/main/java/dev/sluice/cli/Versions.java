package dev.sluice.cli;

import dev.sluice.lmdb.LmdbEngine;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.sqlite.SqliteEngine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "sluice " + ofSluice(),
      "schema " + DeclaredSchema.version() + " " + DeclaredSchema.fingerprint(),
      "sqlite " + SqliteEngine.version(),
      "jdbi " + SqliteEngine.jdbiVersion(),
      "lmdb " + LmdbEngine.version(),
      "java " + Runtime.version()
    };
  }

  /** Of Sluice itself. */
  static String ofSluice() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
