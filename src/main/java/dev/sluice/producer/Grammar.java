package dev.sluice.producer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.treesitter.TSLanguage;
import org.treesitter.TSQuery;

/** A language's parser tables and its query; both are immutable and safe to share. */
record Grammar(TSLanguage language, TSQuery query, String[] captureNames) {

  static Grammar load(TSLanguage language, String queryName) {
    var query = new TSQuery(language, queryText(queryName));
    var names = new String[query.getCaptureCount()];
    for (int i = 0; i < names.length; i++) {
      names[i] = query.getCaptureNameForId(i);
    }
    return new Grammar(language, query, names);
  }

  private static String queryText(String name) {
    String resource = "queries/" + name + ".scm";
    try (var stream = Grammar.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
