package dev.sluice.contract;

import dev.sluice.core.DenseVectors;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Postings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers of a reader as values that compare by content, arrays included. */
final class Answers {
  private Answers() {}

  static Object comparable(Object answer) {
    if (answer instanceof int[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    if (answer instanceof double[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    if (answer instanceof Postings postings) {
      return List.of(comparable(postings.docIds()), comparable(postings.frequencies()));
    }
    if (answer instanceof DenseVectors vectors) {
      return List.of(vectors.meta(), comparable(vectors.docIds()), Arrays.toString(vectors.data()));
    }
    if (answer instanceof MinHashSignatures signatures) {
      return List.of(comparable(signatures.docIds()), comparable(signatures.data()));
    }
    if (answer instanceof Optional<?> optional) {
      return optional.map(Answers::comparable);
    }
    if (answer instanceof List<?> list) {
      return list.stream().map(Answers::comparable).toList();
    }
    return answer;
  }
}
