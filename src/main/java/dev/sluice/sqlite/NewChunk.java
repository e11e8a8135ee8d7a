package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import java.util.List;

/** A chunk with all that an index has of it; what is null it has not. */
public record NewChunk(
    Chunk chunk,
    String signature,
    String doc,
    List<String> tokens,
    List<String> phrases,
    List<String> chargrams,
    int[] minHash,
    byte[] vector) {

  /** Those of a kind, as they occur. */
  List<String> terms(TermKind kind) {
    List<String> terms =
        switch (kind) {
          case TOKEN -> tokens;
          case PHRASE -> phrases;
          case CHARGRAM -> chargrams;
        };
    return terms == null ? List.of() : terms;
  }
}
