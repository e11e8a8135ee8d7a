package dev.sluice.producer;

import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.JsonText;
import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.Embedder;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import dev.sluice.core.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Gives pieces of one file everything a chunk carries. Safe for use by many threads. */
final class ChunkAssembler {
  private static final int MAX_HEADLINE = 120;

  /** What of a chunk's text is embedded besides its name, signature and doc. */
  private static final int MAX_EMBEDDED_TEXT = 2_000;

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
    List<String> tokens = ChunkTerms.tokens(file, piece.name(), words);
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
        List.copyOf(ChunkTerms.phrases(file, piece.name(), piece.signature(), piece.doc(), tokens)),
        List.copyOf(ChunkTerms.chargrams(piece.name())),
        MinHash.signature(tokens),
        vector);
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
