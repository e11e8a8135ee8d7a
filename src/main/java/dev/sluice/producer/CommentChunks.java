package dev.sluice.producer;

import dev.sluice.core.Tokenizer;
import java.util.List;

/** The chunks of extracted prose: what comments and docstrings say, if it is a few words. */
final class CommentChunks {
  private static final int MIN_WORDS = 3;

  private CommentChunks() {}

  static List<Piece> of(Outline outline) {
    return outline.comments().stream()
        .filter(comment -> Tokenizer.tokens(comment.text()).size() >= MIN_WORDS)
        .map(
            comment ->
                new Piece(comment.kind(), comment.owner(), comment.span(), null, comment.text()))
        .toList();
  }
}
