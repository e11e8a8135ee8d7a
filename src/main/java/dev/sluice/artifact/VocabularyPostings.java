package dev.sluice.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Streams {vocab, postings} out of one file, or of several in a row. The vocabulary is held, a list
 * at a time is not. Where postings come before vocab the file is read twice.
 */
final class VocabularyPostings {
  private final int chunkCount;
  private final boolean frequencies;
  private final ArtifactReader.TermSink sink;

  private final List<String> vocabulary = new ArrayList<>();
  private final IntArray docIds = new IntArray(64);
  private final IntArray counts = new IntArray(64);

  VocabularyPostings(int chunkCount, boolean frequencies, ArtifactReader.TermSink sink) {
    this.chunkCount = chunkCount;
    this.frequencies = frequencies;
    this.sink = sink;
  }

  /** Reads one file; its terms get the ids that follow those already read. */
  void read(Path file, OtherMembers others) {
    var pass = new FirstPass(vocabulary.size(), others);
    JsonCursor.read(
        file,
        cursor -> {
          cursor.flattened("artifact", name -> pass.member(name, cursor));
          cursor.end();
          if (!pass.vocabularyFound || !pass.postingsFound) {
            throw cursor.invalid("has no " + (pass.vocabularyFound ? "postings" : "vocab"));
          }
          return null;
        });
    if (!pass.postingsRead) {
      readPostingsAlone(file, pass.firstId);
    }
  }

  /** Reads everything, except postings that come before their vocabulary. */
  private final class FirstPass {
    private final int firstId;
    private final OtherMembers others;
    private boolean vocabularyFound;
    private boolean postingsFound;
    private boolean postingsRead;

    FirstPass(int firstId, OtherMembers others) {
      this.firstId = firstId;
      this.others = others;
    }

    void member(String name, JsonCursor cursor) {
      switch (name) {
        case "vocab" -> {
          vocabularyFound = true;
          readVocabulary(cursor);
        }
        case "postings" -> {
          postingsFound = true;
          if (vocabularyFound) {
            readPostings(cursor, firstId);
            postingsRead = true;
          } else {
            cursor.skip();
          }
        }
        default -> others.member(name, cursor);
      }
    }
  }

  /** Takes the value at the cursor as the member of the given name, or passes it. */
  interface OtherMembers {
    void member(String name, JsonCursor cursor);
  }

  private void readPostingsAlone(Path file, int firstId) {
    JsonCursor.read(
        file,
        cursor -> {
          cursor.flattened(
              "artifact",
              name -> {
                if (name.equals("postings")) {
                  readPostings(cursor, firstId);
                } else {
                  cursor.skip();
                }
              });
          return null;
        });
  }

  private void readVocabulary(JsonCursor cursor) {
    int firstId = vocabulary.size();
    boolean[] ascending = {true};
    cursor.array(
        "vocab",
        i -> {
          int id = vocabulary.size();
          cursor.at("term", id);
          String term = cursor.string("term");
          ascending[0] &= id == 0 || vocabulary.get(id - 1).compareTo(term) < 0;
          vocabulary.add(term);
        });
    // Terms are sorted as a rule, and then distinct without a look at each.
    if (!ascending[0]) {
      requireDistinct(cursor, firstId);
    }
  }

  private void requireDistinct(JsonCursor cursor, int firstId) {
    var earlier = new HashSet<>(vocabulary.subList(0, firstId));
    for (int id = firstId; id < vocabulary.size(); id++) {
      if (!earlier.add(vocabulary.get(id))) {
        cursor.at("term", id);
        throw cursor.invalid(JsonText.of(vocabulary.get(id)) + " is in vocab twice");
      }
    }
  }

  private void readPostings(JsonCursor cursor, int firstId) {
    int expected = vocabulary.size() - firstId;
    int count =
        cursor.array(
            "postings",
            i -> {
              cursor.at("posting list", i);
              if (i >= expected) {
                throw cursor.invalid("has no term: vocab holds " + expected);
              }
              readList(cursor);
              sink.term(
                  firstId + i,
                  vocabulary.get(firstId + i),
                  docIds.toArray(),
                  frequencies ? counts.toArray() : null);
            });
    if (count != expected) {
      cursor.at("posting list", count);
      throw cursor.invalid("is missing: vocab holds " + expected + " terms");
    }
  }

  private void readList(JsonCursor cursor) {
    docIds.clear();
    counts.clear();
    cursor.enterArray("posting list");
    while (cursor.nextElement()) {
      if (frequencies) {
        readPair(cursor);
      } else {
        addDocId(cursor);
      }
    }
  }

  private void readPair(JsonCursor cursor) {
    cursor.enterArray("posting");
    boolean pair = cursor.nextElement();
    if (pair) {
      addDocId(cursor);
      pair = cursor.nextElement();
    }
    if (!pair) {
      throw cursor.invalid("holds a posting that is not [doc id, frequency]");
    }
    addFrequency(cursor);
    if (cursor.nextElement()) {
      throw cursor.invalid("holds a posting of more than [doc id, frequency]");
    }
  }

  private void addDocId(JsonCursor cursor) {
    int docId = cursor.integer("doc id");
    if (docId < 0 || docId >= chunkCount) {
      throw cursor.invalid("holds doc id " + docId + ", there are " + chunkCount + " chunks");
    }
    if (docIds.size() > 0 && docId <= docIds.last()) {
      throw cursor.invalid(
          "holds doc id " + docId + " after " + docIds.last() + ", expected ascending ids");
    }
    docIds.add(docId);
  }

  private void addFrequency(JsonCursor cursor) {
    int frequency = cursor.integer("frequency");
    if (frequency < 1) {
      throw cursor.invalid("holds frequency " + frequency + " of doc id " + docIds.last());
    }
    counts.add(frequency);
  }
}
