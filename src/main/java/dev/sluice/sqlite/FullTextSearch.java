package dev.sluice.sqlite;

import dev.sluice.core.DocIdSet;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks the full-text index of one mode. What was read of a term is kept where posting lists are,
 * from the second question on: one question alone is answered faster by FTS5.
 */
final class FullTextSearch {
  private static final String TABLE = "chunks_fts";

  /** Words as the tokenizer of the index leaves them: what it makes of others is left to it. */
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{1,1000}");

  private final Path file;
  private final Mode mode;
  private final PostingQuestions postings;
  private final Kept<Lists> lists = new Kept<>();

  /**
   * @param postings whose cache is shared
   */
  FullTextSearch(Path file, Mode mode, PostingQuestions postings) {
    this.file = file;
    this.mode = mode;
    this.postings = postings;
  }

  /** What is known of a state of the file, once it is worth knowing. */
  private static final class Lists {
    private boolean asked;
    private boolean tooLarge;
    private FullTextLists lists;

    synchronized Optional<FullTextLists> lists(ReadSession session, Mode mode) {
      if (asked && !tooLarge && lists == null) {
        lists = new FullTextLists(session, mode);
      }
      asked = true;
      return Optional.ofNullable(lists);
    }

    synchronized void tooLarge() {
      tooLarge = true;
      lists = null;
    }
  }

  List<ScoredDoc> search(
      ReadSession session, List<String> terms, FullTextWeights weights, int limit) {
    PostingCache cache = postings.cache(session);
    boolean plain = terms.stream().allMatch(term -> PLAIN.matcher(term).matches());
    if (plain && cache.keeps()) {
      Lists state = lists.get(session, s -> new Lists());
      Optional<FullTextLists> known = state.lists(session, mode);
      if (known.isPresent()) {
        List<StoredList> occurrences = occurrences(session, cache, terms);
        if (occurrences.size() == terms.size()) {
          return known.get().search(session, occurrences, weights, limit);
        }
        state.tooLarge();
      }
    }
    return session.fullText().search(weights, match(terms), mode, limit);
  }

  /** Parallel to the terms, up to one that has too many. */
  private List<StoredList> occurrences(
      ReadSession session, PostingCache cache, List<String> terms) {
    List<StoredList> lists = cache.get(TABLE, terms);
    for (int i = 0; i < terms.size(); i++) {
      if (lists.get(i) == null) {
        String term = terms.get(i);
        var read = StoreFailure.guarded(file, () -> TermOccurrences.read(session, term));
        if (read.isEmpty()) {
          return lists.subList(0, i);
        }
        cache.put(TABLE, term, read.get());
        lists.set(i, read.get());
      }
    }
    return lists;
  }

  List<ScoredDoc> among(
      ReadSession session, DocIdSet docIds, List<String> terms, FullTextWeights weights) {
    if (docIds.size() > FullTextIndex.MAX_AMONG) {
      throw new IllegalArgumentException(docIds.size() + " doc ids");
    }
    return session.fullText().among(weights, match(terms), docIds.toArray(), mode).stream()
        .sorted(ScoredDoc.BEST_FIRST)
        .toList();
  }

  /** All terms, each as it is: FTS5 takes nothing inside quotes for an operator. */
  private static String match(List<String> terms) {
    return terms.stream()
        .map(term -> '"' + term.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(" "));
  }
}
