package dev.sluice.producer;

import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.JsonText;
import dev.sluice.core.CharGrams;
import dev.sluice.core.Chunk;
import dev.sluice.core.Embedder;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.PhraseGrams;
import dev.sluice.core.Quantizer;
import dev.sluice.core.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Gives pieces of one file everything a chunk carries. Safe for use by many threads. */
final class ChunkAssembler {
  private static final int MAX_HEADLINE = 120;

  /** Of text that has no doc of its own, what phrases and chargrams are made from. */
  private static final int MAX_PHRASE_TEXT = 2_000;

  /** What of a chunk's text is embedded besides its name, signature and doc. */
  private static final int MAX_EMBEDDED_TEXT = 2_000;

  /** What a chunk is called says more than what it mentions. */
  private static final int NAME_TIMES = 3;

  private static final double WINDOW_WEIGHT = 0.9;
  private static final double TOP_LEVEL_WEIGHT = 0.8;
  private static final double TRIVIAL_WEIGHT = 0.5;
  private static final double TEST_FACTOR = 0.5;

  /** What a method without a body says in fewer words is its name, which other chunks say too. */
  private static final int TRIVIAL_WORDS = 10;

  private static final Set<String> ROUTINES =
      Set.of("ConstructorDeclaration", "FunctionDeclaration", "MethodDeclaration");

  private static final Pattern EMPTY_BODY = Pattern.compile("\\{\\s*\\}\\s*$");

  private final Embedder embedder;
  private final Quantizer quantizer;
  private final LongAdder saturated = new LongAdder();

  ChunkAssembler(Embedder embedder, Quantizer quantizer) {
    this.embedder = embedder;
    this.quantizer = quantizer;
  }

  /** How many components of vectors were cut to the range of the quantizer so far. */
  long saturated() {
    return saturated.sum();
  }

  List<ChunkRecord> assemble(Mode mode, String file, SourceText source, List<Piece> pieces) {
    List<byte[]> vectors = vectors(source, pieces);
    var identities = new HashMap<String, Integer>();
    var records = new ArrayList<ChunkRecord>(pieces.size());
    for (Piece piece : pieces) {
      String text = piece.span().of(source.text());
      String identity = String.join("\0", file, piece.kind(), piece.name(), text);
      int twin = identities.merge(identity, 1, Integer::sum);
      String chunkId = "chunk_" + Sha1.of(twin == 1 ? identity : identity + "\0" + twin);
      byte[] vector = vectors.get(records.size());
      records.add(record(mode, file, source, piece, text, chunkId, records.size(), vector));
    }
    return records;
  }

  private static ChunkRecord record(
      Mode mode,
      String file,
      SourceText source,
      Piece piece,
      String text,
      String chunkId,
      int docId,
      byte[] vector) {
    List<String> words = Tokenizer.tokens(text);
    List<String> tokens = tokens(file, piece, words);
    int startLine = source.lineAt(piece.span().start());
    int endLine = source.lineAt(piece.span().end() - 1);
    var chunk =
        new Chunk(
            docId,
            chunkId,
            mode,
            file,
            piece.span().start(),
            piece.span().end(),
            startLine,
            endLine,
            SourceKind.of(file).extension(),
            piece.kind(),
            piece.name(),
            piece.name().isEmpty() ? firstLine(text) : piece.name(),
            JsonText.of(source.linesBefore(startLine)),
            JsonText.of(source.linesAfter(endLine)),
            weight(piece.kind(), file, isTrivial(piece, text, words)),
            tokens.isEmpty() ? null : JsonText.of(tokens),
            null,
            null,
            docmeta(piece),
            stats(endLine - startLine + 1, words.size()),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new ChunkRecord(
        chunk,
        tokens.isEmpty() ? null : tokens,
        piece.signature(),
        piece.doc(),
        List.copyOf(phrases(piece, text)),
        List.copyOf(chargrams(piece)),
        MinHash.signature(tokens),
        vector);
  }

  /**
   * The distinct words of the qualified name, or of the file's for what has none, and all words of
   * the text: a method's text does not say in which class it is.
   */
  private static List<String> tokens(String file, Piece piece, List<String> words) {
    String name = piece.name().isEmpty() ? SourceKind.stem(file) : piece.name();
    var tokens = new ArrayList<String>();
    for (int i = 0; i < NAME_TIMES; i++) {
      tokens.addAll(new LinkedHashSet<>(Tokenizer.tokens(name)));
    }
    tokens.addAll(words);
    return tokens;
  }

  private static boolean isTrivial(Piece piece, String text, List<String> words) {
    return ROUTINES.contains(piece.kind())
        && words.size() < TRIVIAL_WORDS
        && EMPTY_BODY.matcher(text).find();
  }

  private static double weight(String kind, String file, boolean trivial) {
    double weight =
        switch (kind) {
          case CodeChunks.WINDOW -> WINDOW_WEIGHT;
          case CodeChunks.TOP_LEVEL -> TOP_LEVEL_WEIGHT;
          default -> trivial ? TRIVIAL_WEIGHT : 1;
        };
    return SourceKind.isTest(file) ? weight * TEST_FACTOR : weight;
  }

  private static String firstLine(String text) {
    String head = Texts.truncated(text, MAX_HEADLINE);
    return head.lines().findFirst().orElse("").strip();
  }

  private static String docmeta(Piece piece) {
    Map<String, String> docmeta = new LinkedHashMap<>();
    if (piece.signature() != null) {
      docmeta.put("signature", piece.signature());
    }
    if (piece.doc() != null) {
      docmeta.put("doc", piece.doc());
    }
    return JsonText.of(docmeta);
  }

  private static String stats(int lines, int tokens) {
    return "{\"lines\":" + lines + ",\"tokens\":" + tokens + "}";
  }

  /** Phrases of each field on its own: none reaches from one into the next. */
  private static Set<String> phrases(Piece piece, String text) {
    boolean declares = piece.signature() != null;
    String said = piece.doc() == null ? Texts.truncated(text, MAX_PHRASE_TEXT) : piece.doc();
    var fields =
        declares
            ? List.of(piece.name(), piece.signature(), piece.doc() == null ? "" : piece.doc())
            : List.of(piece.name(), said);
    var phrases = new TreeSet<String>();
    fields.forEach(field -> PhraseGrams.collect(Tokenizer.tokens(field), phrases));
    return phrases;
  }

  /**
   * Chargrams of the name alone, as in the peer's indexes: they find names by a part of them, and
   * those of all words would be most of the index.
   */
  private static Set<String> chargrams(Piece piece) {
    var grams = new TreeSet<String>();
    Tokenizer.tokens(piece.name()).forEach(word -> CharGrams.collect(word, grams));
    return grams;
  }

  private List<byte[]> vectors(SourceText source, List<Piece> pieces) {
    if (pieces.isEmpty()) {
      return List.of();
    }
    List<String> texts = pieces.stream().map(piece -> embedded(source.text(), piece)).toList();
    List<float[]> vectors = embedder.embed(texts);
    if (vectors.size() != texts.size()) {
      throw new IllegalStateException(
          embedder.model() + " gave " + vectors.size() + " vectors for " + texts.size() + " texts");
    }
    vectors.forEach(vector -> saturated.add(quantizer.saturated(vector)));
    return vectors.stream().map(quantizer::quantize).toList();
  }

  private static String embedded(String text, Piece piece) {
    int end = Texts.cut(text, piece.span().start(), MAX_EMBEDDED_TEXT);
    String body = text.substring(piece.span().start(), Math.min(end, piece.span().end()));
    var parts = new ArrayList<String>();
    parts.add(piece.name());
    if (piece.signature() != null) {
      parts.add(piece.signature());
    }
    if (piece.doc() != null) {
      parts.add(piece.doc());
    }
    parts.add(body);
    return String.join("\n", parts);
  }
}
