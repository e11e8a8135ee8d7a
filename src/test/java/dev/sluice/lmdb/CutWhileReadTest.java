package dev.sluice.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.contract.ChildJvm;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that is cut short under a reader, which no good program does, is an error to the reader.
 */
class CutWhileReadTest {
  private static final IndexModel CONTENT = ModelGenerator.dense(Mode.CODE, 5, 300);

  @TempDir Path folder;

  @Test
  void theProcessLivesAndTheReaderTellsWhatHappened() throws Exception {
    Path store = LmdbModels.write(CONTENT, folder.resolve("s"));
    var said = new ArrayList<String>();
    try (var child = new ChildJvm("64m", CutWhileReadTest.class, store.toString())) {
      for (var line = child.line(); line.isPresent(); line = child.line()) {
        said.add(line.get());
      }
      assertEquals(0, child.exitCode(), said::toString);
    }
    assertEquals(List.of("chunks SLUICE-014", "tokens SLUICE-014", "arrays SLUICE-014"), said);
  }

  /** Cuts the store that it reads. */
  public static void main(String[] arguments) throws IOException {
    Path store = Path.of(arguments[0]);
    try (var reader = LmdbIndexReader.open(store, Mode.CODE)) {
      try (var file =
          FileChannel.open(store.resolve(LmdbGate.DATA_FILE), StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      ask("chunks", () -> reader.chunks(CONTENT.docIds()));
      ask("tokens", () -> reader.tokenPostings(List.copyOf(CONTENT.tokens().keySet())));
      ask("arrays", reader::minHashSignatures);
    }
  }

  private static void ask(String name, Runnable question) {
    try {
      question.run();
      System.out.println(name + " answered");
    } catch (CorruptStoreException e) {
      System.out.println(name + " " + e.code().id());
    }
  }
}
