package dev.sluice.artifact;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Posting lists growing as chunks come by in the order of their doc ids. Postings are kept in that
 * order, a few bytes each, and sorted by term at the end: most terms occur once or twice, and a
 * list of its own for each would cost many times as much. For one thread.
 */
public final class TermAccumulator {
  private static final int FEW = 1024;

  /** The number of each term, by first occurrence. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private final IntArray lastPostings = new IntArray(FEW);
  private final IntArray termNumbers = new IntArray(FEW);
  private final IntArray docIds = new IntArray(FEW);
  private final IntArray frequencies;

  /**
   * @param frequencies whether it matters how often a term occurs in a chunk
   */
  public TermAccumulator(boolean frequencies) {
    this.frequencies = frequencies ? new IntArray(FEW) : null;
  }

  /**
   * Adds an occurrence.
   *
   * @param docId at least that of the call before
   */
  public void add(String term, int docId) {
    int number = numbers.computeIfAbsent(term, t -> numbers.size());
    if (number == lastPostings.size()) {
      lastPostings.add(docIds.size());
    } else if (docIds.get(lastPostings.get(number)) == docId) {
      occursAgain(lastPostings.get(number));
      return;
    } else {
      lastPostings.set(number, docIds.size());
    }
    termNumbers.add(number);
    docIds.add(docId);
    if (frequencies != null) {
      frequencies.add(1);
    }
  }

  private void occursAgain(int posting) {
    if (frequencies != null) {
      frequencies.set(posting, frequencies.get(posting) + 1);
    }
  }

  /** How many distinct terms there are. */
  public int terms() {
    return numbers.size();
  }

  /** Gives every term its id and posting list, in the order of UTF-16 code units from id 0. */
  public void forEach(ArtifactReader.TermSink sink) {
    String[] terms = sortedTerms();
    int[] ends = ends();
    int[] order = postingsByTerm(ends);
    for (int id = 0; id < terms.length; id++) {
      int number = numbers.get(terms[id]);
      int from = number == 0 ? 0 : ends[number - 1];
      sink.term(
          id,
          terms[id],
          pick(docIds, order, from, ends[number]),
          frequencies == null ? null : pick(frequencies, order, from, ends[number]));
    }
  }

  private String[] sortedTerms() {
    String[] terms = numbers.keySet().toArray(String[]::new);
    Arrays.sort(terms);
    return terms;
  }

  /** Where the postings of each term end when they are ordered by term. */
  private int[] ends() {
    int[] ends = new int[numbers.size()];
    for (int i = 0; i < termNumbers.size(); i++) {
      ends[termNumbers.get(i)]++;
    }
    for (int number = 1; number < ends.length; number++) {
      ends[number] += ends[number - 1];
    }
    return ends;
  }

  /** A counting sort: stable, so doc ids still ascend within a term. */
  private int[] postingsByTerm(int[] ends) {
    int[] next = ends.clone();
    int[] order = new int[termNumbers.size()];
    for (int i = termNumbers.size() - 1; i >= 0; i--) {
      order[--next[termNumbers.get(i)]] = i;
    }
    return order;
  }

  private static int[] pick(IntArray values, int[] order, int from, int to) {
    int[] picked = new int[to - from];
    for (int i = from; i < to; i++) {
      picked[i - from] = values.get(order[i]);
    }
    return picked;
  }

  /** Writes the members vocab and postings, terms in the order of their UTF-16 code units. */
  void write(JsonGenerator json) {
    json.writeArrayPropertyStart("vocab");
    for (String term : sortedTerms()) {
      json.writeString(term);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("postings");
    forEach((id, term, docIds, counts) -> write(docIds, counts, json));
    json.writeEndArray();
  }

  private static void write(int[] docIds, int[] counts, JsonGenerator json) {
    if (counts == null) {
      json.writeArray(docIds, 0, docIds.length);
      return;
    }
    json.writeStartArray();
    for (int i = 0; i < docIds.length; i++) {
      json.writeArray(new int[] {docIds[i], counts[i]}, 0, 2);
    }
    json.writeEndArray();
  }
}
