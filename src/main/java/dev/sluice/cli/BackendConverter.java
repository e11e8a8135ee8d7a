package dev.sluice.cli;

import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.backend.Backend;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the backend that answers. */
final class BackendConverter implements ITypeConverter<Backend> {
  @Override
  public Backend convert(String value) {
    try {
      return Backend.of(value);
    } catch (SluiceException e) {
      // Picocli puts this behind a headline of its own.
      String message = e.getMessage().substring(e.getMessage().indexOf(": ") + 2);
      throw new TypeConversionException(message + ", " + e.remedy());
    }
  }
}
