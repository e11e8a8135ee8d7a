package dev.sluice.cli;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.BuildResult;
import dev.sluice.build.LmdbBuild;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.ann.VectorTable;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The stores there are to build. */
enum StoreToBuild {
  SQLITE,
  LMDB;

  /** Into the store's place under the root. */
  BuildRequest request(IndexLayout layout, Mode mode) {
    return switch (this) {
      case SQLITE -> BuildRequest.of(layout, mode);
      case LMDB -> BuildRequest.lmdb(layout, mode);
    };
  }

  BuildResult build(BuildRequest request, VectorTable vectorTable, BuildProgress progress) {
    return switch (this) {
      case SQLITE -> new SqliteBuild(request, Clock.systemUTC(), vectorTable).run(progress);
      case LMDB -> new LmdbBuild(request, Clock.systemUTC()).run(progress);
    };
  }

  /** Reads {@code sqlite}, {@code lmdb} or {@code all}. */
  static final class Several implements ITypeConverter<List<StoreToBuild>> {
    @Override
    public List<StoreToBuild> convert(String value) {
      return switch (value) {
        case "sqlite" -> List.of(SQLITE);
        case "lmdb" -> List.of(LMDB);
        case "all" -> List.of(SQLITE, LMDB);
        default ->
            throw new TypeConversionException(
                "unknown backend '" + value + "', one of sqlite, lmdb, all");
      };
    }
  }
}
