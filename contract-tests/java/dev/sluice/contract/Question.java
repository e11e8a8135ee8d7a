package dev.sluice.contract;

import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexReader;
import dev.sluice.core.PostingScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One question to a reader, with its arguments.
 *
 * @param name for people, for example {@code chunks of ids in reverse order}
 */
record Question(String name, Function<IndexReader, Object> question) {
  /** The answer in a form that compares by content. */
  Object ask(IndexReader reader) {
    return Answers.comparable(question.apply(reader));
  }

  /** Every question there is about some content: every method with every kind of argument. */
  static List<Question> about(IndexModel content) {
    var questions = new ArrayList<Question>();
    questions.add(new Question("mode", IndexReader::mode));
    questions.add(new Question("tokenStats", IndexReader::tokenStats));
    questions.add(
        new Question(
            "inOneState", reader -> reader.inOneState(IndexReader::tokenStats).documentCount()));
    questions.add(new Question("denseVectors", IndexReader::denseVectors));
    questions.add(new Question("denseMeta", IndexReader::denseMeta));
    questions.add(new Question("scanDenseVectors", Question::scannedVectors));
    questions.add(new Question("minHashSignatures", IndexReader::minHashSignatures));
    questions.add(new Question("files", IndexReader::files));
    askWith(questions, "chunks of ", idLists(content), IndexReader::chunks);
    askWith(questions, "summaries of ", idLists(content), IndexReader::summaries);
    askWith(questions, "docLengths of ", idLists(content), IndexReader::docLengths);
    askWith(questions, "weights of ", idLists(content), IndexReader::weights);
    askWith(questions, "existing of ", idLists(content), IndexReader::existing);
    questions.add(new Question("docIdsOf every file", reader -> docIdsOf(reader, content)));
    askWith(
        questions,
        "tokenPostings of ",
        termLists(content.tokens().keySet()),
        IndexReader::tokenPostings);
    askWith(
        questions,
        "phrasePostings of ",
        termLists(content.phrases().keySet()),
        IndexReader::phrasePostings);
    askWith(
        questions,
        "chargramPostings of ",
        termLists(content.chargrams().keySet()),
        IndexReader::chargramPostings);
    scans(questions, content);
    return questions;
  }

  /** What is asked of tokens, phrases and chargrams without making lists of their postings. */
  private static void scans(List<Question> questions, IndexModel content) {
    askWith(
        questions, "scanPostings of ", distinctTerms(content.tokens().keySet()), Question::scanned);
    var phrases = distinctTerms(content.phrases().keySet());
    var chargrams = distinctTerms(content.chargrams().keySet());
    phrases.forEach(
        (name, some) ->
            questions.add(
                new Question(
                    "docIdsOfAny of phrases and chargrams, " + name,
                    reader -> reader.docIdsOfAny(some, chargrams.get(name)))));
  }

  private static Map<String, List<String>> distinctTerms(Collection<String> terms) {
    Map<String, List<String>> lists = termLists(terms);
    lists.values().removeIf(list -> new HashSet<>(list).size() < list.size());
    return lists;
  }

  /** What is shown of all postings, and then of those of every third chunk. */
  static List<String> scanned(IndexReader reader, List<String> tokens) {
    var all = new Scan(Optional.empty());
    reader.scanPostings(tokens, all);
    int[] docIds = all.docIds.stream().mapToInt(Integer::intValue).toArray();
    var some = new Scan(Optional.of(Arrays.stream(docIds).filter(id -> id % 3 != 1).toArray()));
    reader.scanPostings(tokens, some);
    all.seen.addAll(some.seen);
    return all.seen;
  }

  private static final class Scan implements PostingScan {
    private final List<String> seen = new ArrayList<>();
    private final SortedSet<Integer> docIds = new TreeSet<>();
    private final Optional<int[]> wanted;
    private double greatestWeight;

    Scan(Optional<int[]> wanted) {
      this.wanted = wanted;
    }

    @Override
    public void begin(int[] documentFrequencies, double greatest) {
      seen.add("lists of " + Arrays.toString(documentFrequencies));
      greatestWeight = greatest;
    }

    @Override
    public Optional<int[]> token(int index, int documentFrequency) {
      seen.add(index + ": " + documentFrequency);
      return wanted;
    }

    @Override
    public void posting(int docId, int frequency, int length, double weight) {
      docIds.add(docId);
      if (wanted.isEmpty() || Arrays.binarySearch(wanted.get(), docId) >= 0) {
        seen.add(docId + " " + frequency + " of " + length + " by " + weight);
      }
      if (weight > greatestWeight) {
        seen.add(weight + " is more than " + greatestWeight);
      }
    }
  }

  /** Whatever blocks they come in. */
  private static List<String> scannedVectors(IndexReader reader) {
    var seen = new ArrayList<String>();
    reader.scanDenseVectors(
        block -> {
          int dims = block.meta().dims();
          for (int i = 0; i < block.count(); i++) {
            byte[] vector = Arrays.copyOfRange(block.data(), i * dims, (i + 1) * dims);
            seen.add(block.docIds()[i] + " " + Arrays.toString(vector));
          }
        });
    return seen;
  }

  private static <T> void askWith(
      List<Question> questions,
      String method,
      Map<String, T> arguments,
      BiFunction<IndexReader, T, Object> ask) {
    arguments.forEach(
        (name, argument) ->
            questions.add(new Question(method + name, reader -> ask.apply(reader, argument))));
  }

  private static Map<String, int[]> idLists(IndexModel content) {
    int[] all = content.docIds();
    int last = all[all.length - 1];
    var lists = new LinkedHashMap<String, int[]>();
    lists.put("no ids", new int[0]);
    lists.put("one id", new int[] {all[all.length / 2]});
    lists.put("all ids", all);
    lists.put(
        "ids in reverse order", IntStream.range(0, all.length).map(i -> at(all, i)).toArray());
    lists.put("ids in random order with repeats", new Random(1).ints(600, 0, last + 1).toArray());
    lists.put("one id often", IntStream.range(0, 700).map(i -> last).toArray());
    lists.put("ids that are not there", new int[] {-1, last + 1, Integer.MAX_VALUE});
    lists.put("ids there and not there", IntStream.range(-300, last + 300).toArray());
    lists.put("the smallest int", new int[] {Integer.MIN_VALUE, all[0]});
    return lists;
  }

  private static int at(int[] ids, int fromEnd) {
    return ids[ids.length - 1 - fromEnd];
  }

  private static List<int[]> docIdsOf(IndexReader reader, IndexModel content) {
    var names = new ArrayList<>(content.files().stream().map(FileEntry::file).toList());
    names.addAll(List.of("no/such/file", "", names.get(0).toUpperCase(Locale.ROOT), "%"));
    return names.stream().map(reader::docIdsOf).toList();
  }

  private static Map<String, List<String>> termLists(Collection<String> terms) {
    var lists = new LinkedHashMap<String, List<String>>();
    var all = List.copyOf(terms);
    var reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    String some = all.get(all.size() / 2);
    lists.put("no terms", List.of());
    lists.put("one term", List.of(some));
    lists.put("all terms", all);
    lists.put("terms in reverse order", reversed);
    lists.put("one term often", Collections.nCopies(700, some));
    lists.put("terms that are not there", List.of("", "no such term", "' OR 1=1 --"));
    lists.put("a long term", List.of("x".repeat(10_000), some));
    lists.put("terms there and not there", List.of("no such term", some, "", all.get(0)));
    return lists;
  }
}
