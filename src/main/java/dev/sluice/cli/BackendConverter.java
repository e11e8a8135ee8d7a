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
      throw new TypeConversionException(e.getMessage() + ", " + e.remedy());
    }
  }
}
