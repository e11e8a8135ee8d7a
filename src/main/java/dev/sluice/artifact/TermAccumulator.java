package dev.sluice.artifact;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Posting lists growing as chunks come by in the order of their doc ids. */
final class TermAccumulator {
  private final Map<String, PostingList> lists = new HashMap<>();
  private final boolean frequencies;

  private record PostingList(IntArray docIds, IntArray frequencies) {}

  /**
   * @param frequencies whether it matters how often a term occurs in a chunk
   */
  TermAccumulator(boolean frequencies) {
    this.frequencies = frequencies;
  }

  void add(String term, int docId) {
    // Most phrases occur once, so lists start small.
    PostingList list =
        lists.computeIfAbsent(
            term, t -> new PostingList(new IntArray(1), frequencies ? new IntArray(1) : null));
    boolean again = list.docIds.size() > 0 && list.docIds.last() == docId;
    if (!again) {
      list.docIds.add(docId);
    }
    if (frequencies && again) {
      list.frequencies.incrementLast();
    } else if (frequencies) {
      list.frequencies.add(1);
    }
  }

  int termCount() {
    return lists.size();
  }

  /** Writes the members vocab and postings, terms in the order of their UTF-16 code units. */
  void write(JsonGenerator json) {
    String[] terms = lists.keySet().toArray(String[]::new);
    Arrays.sort(terms);
    json.writeArrayPropertyStart("vocab");
    for (String term : terms) {
      json.writeString(term);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("postings");
    for (String term : terms) {
      write(lists.get(term), json);
    }
    json.writeEndArray();
  }

  private void write(PostingList list, JsonGenerator json) {
    json.writeStartArray();
    for (int i = 0; i < list.docIds.size(); i++) {
      if (frequencies) {
        json.writeStartArray();
        json.writeNumber(list.docIds.get(i));
        json.writeNumber(list.frequencies.get(i));
        json.writeEndArray();
      } else {
        json.writeNumber(list.docIds.get(i));
      }
    }
    json.writeEndArray();
  }
}
