package dev.sluice.producer;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.JsonText;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Turns one file into its bundles; safe for use by many threads, each call on its own parser. */
final class FileChunker implements AutoCloseable {
  /** How much of a file git looks at. */
  private static final int BINARY_PROBE = 8_000;

  private final Set<Mode> modes;
  private final int maxFileBytes;
  private final ChunkAssembler assembler;
  private final Queue<SyntaxParser> idleParsers = new ConcurrentLinkedQueue<>();

  FileChunker(Set<Mode> modes, long maxFileBytes, ChunkAssembler assembler) {
    this.modes = modes;
    this.maxFileBytes = Math.toIntExact(maxFileBytes);
    this.assembler = assembler;
  }

  ProducedFile chunk(SourceFile file) {
    byte[] bytes;
    try (var stream = Files.newInputStream(file.path())) {
      bytes = stream.readNBytes(maxFileBytes + 1);
    } catch (IOException e) {
      return ProducedFile.skipped(file, SkipReason.UNREADABLE);
    }
    if (bytes.length > maxFileBytes) {
      // It has grown since the walk.
      return ProducedFile.skipped(file, SkipReason.TOO_LARGE);
    }
    return isBinary(bytes) ? ProducedFile.skipped(file, SkipReason.BINARY) : chunk(file, bytes);
  }

  private static boolean isBinary(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, BINARY_PROBE); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private ProducedFile chunk(SourceFile file, byte[] bytes) {
    SourceText source = SourceText.decode(bytes);
    SourceKind kind = SourceKind.of(file.name());
    boolean wanted =
        modes.contains(kind.form() == SourceKind.Form.CODE ? Mode.CODE : Mode.PROSE)
            || (kind.language() != null && modes.contains(Mode.EXTRACTED_PROSE));
    Outline outline =
        wanted && kind.language() != null ? outline(kind.language(), source) : Outline.NONE;
    String relations =
        outline.imports().isEmpty() ? null : JsonText.of(Map.of("imports", outline.imports()));
    Map<Mode, Bundle> bundles = new EnumMap<>(Mode.class);
    if (wanted) {
      String hash = Sha1.of(bytes);
      pieces(kind, source, outline)
          .forEach(
              (mode, pieces) ->
                  bundles.put(
                      mode,
                      new Bundle(
                          file.name(),
                          hash,
                          file.mtimeMs(),
                          (long) bytes.length,
                          assembler.assemble(mode, file.name(), source, pieces),
                          relations)));
    }
    boolean parsed = !wanted || kind.language() == null || outline.complete();
    return new ProducedFile(file, null, bundles, source.lineCount(), source.isUtf8(), parsed);
  }

  private Map<Mode, List<Piece>> pieces(SourceKind kind, SourceText source, Outline outline) {
    Map<Mode, List<Piece>> pieces = new EnumMap<>(Mode.class);
    switch (kind.form()) {
      case MARKDOWN -> pieces.put(Mode.PROSE, ProseChunks.sections(source));
      case PLAIN_PROSE -> pieces.put(Mode.PROSE, ProseChunks.windows(source));
      case CODE -> {
        if (modes.contains(Mode.CODE)) {
          pieces.put(Mode.CODE, CodeChunks.of(source, outline));
        }
        if (modes.contains(Mode.EXTRACTED_PROSE) && kind.language() != null) {
          pieces.put(Mode.EXTRACTED_PROSE, CommentChunks.of(outline));
        }
      }
    }
    return pieces;
  }

  private Outline outline(Language language, SourceText source) {
    SyntaxParser parser = idleParsers.poll();
    if (parser == null) {
      parser = new SyntaxParser();
    }
    SyntaxParser.Parse parse = parse(parser, language, source.text());
    return parse == null ? Outline.NONE : OutlineBuilder.outline(source, parse);
  }

  private SyntaxParser.Parse parse(SyntaxParser parser, Language language, String text) {
    SyntaxParser.Parse parse;
    try {
      parse = parser.parse(language, text);
    } catch (RuntimeException | Error e) {
      parser.close();
      throw e;
    }
    idleParsers.add(parser);
    return parse;
  }

  /** To be called when no thread is chunking any more. */
  @Override
  public void close() {
    idleParsers.forEach(SyntaxParser::close);
  }
}
