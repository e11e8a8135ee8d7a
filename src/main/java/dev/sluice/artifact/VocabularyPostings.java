package dev.sluice.artifact;

import java.nio.file.Path;

/**
 * Streams {vocab, postings} out of one file, or of several in a row. Neither is held: one cursor
 * goes through the postings, a second one on the same file through the terms, in step. What comes
 * before the vocabulary is so parsed twice, and that is little where the vocabulary comes first.
 */
final class VocabularyPostings {
  private final int chunkCount;
  private final boolean frequencies;
  private final ArtifactReader.TermSink sink;

  private final DistinctTerms terms = new DistinctTerms();
  private final IntArray docIds = new IntArray(64);
  private final IntArray counts = new IntArray(64);

  VocabularyPostings(int chunkCount, boolean frequencies, ArtifactReader.TermSink sink) {
    this.chunkCount = chunkCount;
    this.frequencies = frequencies;
    this.sink = sink;
  }

  /** Takes the value at the cursor as the member of the given name, or passes it. */
  interface OtherMembers {
    void member(String name, JsonCursor cursor);
  }

  /** Reads one file; its terms get the ids that follow those already read. */
  void read(Path file, OtherMembers others) {
    JsonCursor.read(
        file,
        cursor -> {
          var members = new Members(file, cursor, others);
          cursor.flattened("artifact", members);
          cursor.end();
          members.requireBoth();
          return null;
        });
  }

  private final class Members implements JsonCursor.MemberVisitor {
    private final Path file;
    private final JsonCursor cursor;
    private final OtherMembers others;
    private boolean vocabularyFound;
    private boolean postingsFound;

    Members(Path file, JsonCursor cursor, OtherMembers others) {
      this.file = file;
      this.cursor = cursor;
      this.others = others;
    }

    @Override
    public void member(String name) {
      switch (name) {
        case "vocab" -> {
          requireFirst(vocabularyFound, name);
          vocabularyFound = true;
          cursor.skip();
        }
        case "postings" -> {
          requireFirst(postingsFound, name);
          postingsFound = true;
          readPostings(file, cursor);
        }
        default -> others.member(name, cursor);
      }
    }

    private void requireFirst(boolean found, String name) {
      if (found) {
        throw cursor.invalid("has " + name + " twice");
      }
    }

    void requireBoth() {
      if (!vocabularyFound || !postingsFound) {
        throw cursor.invalid("has no " + (vocabularyFound ? "postings" : "vocab"));
      }
    }
  }

  private void readPostings(Path file, JsonCursor postings) {
    terms.from(file);
    JsonCursor.read(
        file,
        vocabulary -> {
          if (!vocabulary.seek("vocab")) {
            throw vocabulary.invalid("has no vocab");
          }
          vocabulary.enterArray("vocab");
          readInStep(vocabulary, postings);
          return null;
        });
  }

  private void readInStep(JsonCursor vocabulary, JsonCursor postings) {
    int firstId = terms.count();
    int count =
        postings.array(
            "postings",
            i -> {
              postings.at("posting list", i);
              if (!vocabulary.nextElement()) {
                throw postings.invalid("has no term: vocab holds " + i);
              }
              String term = terms.next(vocabulary);
              readList(postings);
              sink.term(firstId + i, term, docIds.toArray(), frequencies ? counts.toArray() : null);
            });
    int expected = count;
    for (; vocabulary.nextElement(); expected++) {
      vocabulary.skip();
    }
    if (count != expected) {
      postings.at("posting list", count);
      throw postings.invalid("is missing: vocab holds " + expected + " terms");
    }
  }

  private void readList(JsonCursor cursor) {
    docIds.clear();
    counts.clear();
    if (frequencies) {
      cursor.enterArray("posting list");
      while (cursor.nextElement()) {
        IntArray posting = cursor.integers("posting", Integer.MAX_VALUE, 2);
        if (posting.size() != 2) {
          throw cursor.invalid(
              "holds a posting of " + posting.size() + " numbers, expected [doc id, frequency]");
        }
        addDocId(cursor, posting.get(0));
        addFrequency(cursor, posting.get(1));
      }
    } else {
      IntArray list = cursor.integers("posting list", Integer.MAX_VALUE, chunkCount);
      for (int i = 0; i < list.size(); i++) {
        addDocId(cursor, list.get(i));
      }
    }
  }

  private void addDocId(JsonCursor cursor, int docId) {
    if (docId >= chunkCount) {
      throw cursor.invalid("holds doc id " + docId + ", there are " + chunkCount + " chunks");
    }
    if (docIds.size() > 0 && docId <= docIds.last()) {
      throw cursor.invalid(
          "holds doc id " + docId + " after " + docIds.last() + ", expected ascending ids");
    }
    docIds.add(docId);
  }

  private void addFrequency(JsonCursor cursor, int frequency) {
    if (frequency < 1) {
      throw cursor.invalid("holds frequency " + frequency + " of doc id " + docIds.last());
    }
    counts.add(frequency);
  }
}
