package dev.sluice.cli;

import dev.sluice.schema.DeclaredSchema;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "sluice " + (version == null ? "(not packaged)" : version),
      "schema " + DeclaredSchema.version() + " " + DeclaredSchema.fingerprint(),
      "java " + Runtime.version()
    };
  }
}
