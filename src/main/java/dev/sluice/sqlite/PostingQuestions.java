package dev.sluice.sqlite;

import dev.sluice.core.DocIdBits;
import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.dao.DocValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the posting lists of one mode, and what scores need of the chunks on them. What was read
 * is kept while the file stays what it is, the lists within a bound.
 */
final class PostingQuestions {
  private final Mode mode;
  private final long cacheBytes;
  private final Kept<State> kept = new Kept<>();

  /** All of one state of the file: a transaction that sees another one never meets it. */
  private record State(PostingCache lists, DocPages docs) {}

  /**
   * @param cacheBytes how much the lists that are kept may take; 0 to keep none
   */
  PostingQuestions(Mode mode, long cacheBytes) {
    this.mode = mode;
    this.cacheBytes = cacheBytes;
  }

  private State state(ReadSession session) {
    return kept.get(
        session, s -> new State(new PostingCache(cacheBytes), new DocPages(mode, this::lengths)));
  }

  /** The lists that are kept of the state the session sees. */
  PostingCache cache(ReadSession session) {
    return state(session).lists();
  }

  /** Parallel to the tokens. */
  List<Postings> tokens(ReadSession session, List<String> tokens) {
    return lists(session, TermKind.TOKEN, tokens).stream().map(StoredList::postings).toList();
  }

  /** Parallel to the terms. */
  List<int[]> docIds(ReadSession session, TermKind kind, List<String> terms) {
    return lists(session, kind, terms).stream().map(StoredList::docIds).toList();
  }

  /** As {@link dev.sluice.core.IndexReader#scanPostings}. */
  void scan(ReadSession session, List<String> tokens, PostingScan scan) {
    DocPages docs = state(session).docs();
    List<StoredList> lists = lists(session, TermKind.TOKEN, tokens);
    int[] frequencies = lists.stream().mapToInt(list -> list.docIds().length).toArray();
    lists.forEach(list -> docs.load(session, list.docIds()));
    scan.begin(frequencies, docs.greatestWeight());
    for (int index : PostingScan.shortestFirst(frequencies)) {
      Optional<int[]> wanted = scan.token(index, frequencies[index]);
      if (wanted.isPresent()) {
        docs.show(lists.get(index), wanted.get(), scan);
      } else {
        docs.show(lists.get(index), scan);
      }
    }
  }

  /** As {@link dev.sluice.core.IndexReader#docIdsOfAny}. */
  int[] ofAny(ReadSession session, List<String> phrases, List<String> chargrams) {
    var union = new DocIdBits();
    docIds(session, TermKind.PHRASE, phrases).forEach(union::addAll);
    docIds(session, TermKind.CHARGRAM, chargrams).forEach(union::addAll);
    return union.toArray();
  }

  int[] lengths(ReadSession session, int[] docIds) {
    return state(session).docs().lengths(session, docIds);
  }

  double[] weights(ReadSession session, int[] docIds) {
    return state(session).docs().weights(session, docIds);
  }

  int[] existing(ReadSession session, int[] docIds) {
    return state(session).docs().existing(session, docIds);
  }

  private DocValues lengths(ReadSession session, int first, int last) {
    return session.docLengths().lengths(mode, first, last);
  }

  private List<StoredList> lists(ReadSession session, TermKind kind, List<String> terms) {
    PostingCache cache = state(session).lists();
    List<StoredList> lists = cache.get(kind.postings(), terms);
    var missing = new ArrayList<String>();
    for (int i = 0; i < terms.size(); i++) {
      if (lists.get(i) == null) {
        missing.add(terms.get(i));
      }
    }
    if (!missing.isEmpty()) {
      Map<String, Integer> ids = ids(session, kind, missing);
      for (int i = 0; i < terms.size(); i++) {
        if (lists.get(i) == null) {
          Integer id = ids.get(terms.get(i));
          StoredList list = id == null ? StoredList.NONE : list(session, kind, id);
          cache.put(kind.postings(), terms.get(i), list);
          lists.set(i, list);
        }
      }
    }
    return lists;
  }

  private Map<String, Integer> ids(ReadSession session, TermKind kind, List<String> terms) {
    return switch (kind) {
      case TOKEN -> session.vocabulary().tokenIds(mode, terms);
      case PHRASE -> session.vocabulary().phraseIds(mode, terms);
      case CHARGRAM -> session.vocabulary().chargramIds(mode, terms);
    };
  }

  private StoredList list(ReadSession session, TermKind kind, int id) {
    return switch (kind) {
      case TOKEN -> StoredList.of(session.postings().token(mode, id));
      case PHRASE -> StoredList.of(session.postings().phrase(mode, id));
      case CHARGRAM -> StoredList.of(session.postings().chargram(mode, id));
    };
  }
}
