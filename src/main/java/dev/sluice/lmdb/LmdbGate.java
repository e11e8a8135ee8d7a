package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Observers;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Observation;
import dev.sluice.schema.Observation.NotADatabase;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import dev.sluice.schema.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gate in front of LMDB stores: every way of opening one goes through here. It reads a few
 * pages, and runs no native code.
 */
public final class LmdbGate {
  /** The file of a store that holds everything; LMDB's name for it. */
  public static final String DATA_FILE = "data.mdb";

  /** What LMDB makes beside it where it takes locks. Sluice does not, and never reads it. */
  public static final String LOCK_FILE = "lock.mdb";

  /** The version of the layout that is written, and the only one that is read. */
  public static final int SCHEMA_VERSION = StoredArtifact.SCHEMA_VERSION;

  private LmdbGate() {}

  /**
   * The verdict on a store, without changing a byte of it or of anything beside it. The same for
   * everyone: a store is never changed, only replaced.
   *
   * @param mode the mode it must have; null for any
   */
  public static Judgement check(Path folder, Mode mode) {
    Judgement judgement = judge(folder, mode);
    Observers.current().judged("lmdb", judgement.verdict().id());
    return judgement;
  }

  private static Judgement judge(Path folder, Mode mode) {
    try {
      return judge(PageFile.open(folder.resolve(DATA_FILE)), mode);
    } catch (PageFile.UnfitException e) {
      return refusal(e.observation());
    } catch (CorruptStoreException e) {
      return refusal(new Observation.Corrupt("damaged inside (" + e.getMessage() + ")"));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Opens a store that passes.
   *
   * @throws SluiceException the refusal
   */
  static PageFile open(Path folder, Mode mode) {
    try {
      PageFile file = PageFile.open(folder.resolve(DATA_FILE));
      require(folder, judge(file, mode));
      return file;
    } catch (PageFile.UnfitException e) {
      throw refusal(e.observation()).refusal(folder.toString(), rebuildCommand(folder));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static void require(Path folder, Judgement judgement) {
    if (!judgement.ok()) {
      throw judgement.refusal(folder.toString(), rebuildCommand(folder));
    }
  }

  /** The command that builds the store again, for remedies. */
  public static String rebuildCommand(Path folder) {
    return IndexLayout.ofLmdb(folder)
        .map(place -> place.buildCommand() + " --backend lmdb")
        .orElse("sluice build --backend lmdb");
  }

  /** A value of the main database, or null. */
  static String text(PageFile file, String key) {
    ByteBuffer value = file.main().get(key.getBytes(UTF_8));
    return value == null ? null : UTF_8.decode(value).toString();
  }

  /** The ids of the artifacts that were written. */
  static List<String> written(PageFile file) {
    String list = text(file, StoredArtifact.ARTIFACTS_KEY);
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(","));
  }

  private static Judgement judge(PageFile file, Mode mode) {
    String version = text(file, StoredArtifact.VERSION_KEY);
    String expected = "this Sluice reads " + StoredArtifact.SCHEMA_VERSION;
    if (version == null && text(file, StoredArtifact.MODE_KEY) == null) {
      return refusal(withoutMeta(file));
    }
    String found =
        "has "
            + (version == null ? "no " : "")
            + StoredArtifact.VERSION_KEY
            + (version == null ? "" : " " + version);
    int number = number(version);
    if (number != StoredArtifact.SCHEMA_VERSION) {
      boolean older = number < StoredArtifact.SCHEMA_VERSION;
      return new Judgement(
          older ? Verdict.TOO_OLD : Verdict.TOO_NEW,
          found,
          expected,
          List.of(),
          "the index was built by " + (older ? "an older" : "a newer") + " program");
    }
    List<String> findings = findings(file, mode);
    return findings.isEmpty()
        ? new Judgement(Verdict.OK, found, expected, List.of(), "")
        : new Judgement(
            Verdict.DIFFERENT_SHAPE,
            found + " and another shape",
            "the layout of version " + StoredArtifact.SCHEMA_VERSION + " was expected",
            findings,
            "another program wrote it, or it was copied from another mode");
  }

  private static Observation withoutMeta(PageFile file) {
    if (file.main().entries() == 0) {
      return new Observation.Empty();
    }
    // What says what the store is, is written last.
    return file.main().contains(StoredArtifact.CHUNK_META.key().getBytes(UTF_8))
        ? new Observation.Interrupted("was not finished: it holds chunks and no meta")
        : new NotADatabase("an LMDB environment of another program");
  }

  /** A version that is none is older than the first. */
  private static int number(String version) {
    return version != null && version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
  }

  private static List<String> findings(PageFile file, Mode mode) {
    var findings = new ArrayList<String>();
    String found = text(file, StoredArtifact.MODE_KEY);
    boolean known = Arrays.stream(Mode.values()).anyMatch(m -> m.id().equals(found));
    if (!known || (mode != null && !mode.id().equals(found))) {
      findings.add(
          StoredArtifact.MODE_KEY
              + (found == null ? " is missing" : " is " + found)
              + (mode == null ? "" : ", expected " + mode));
    }
    for (StoredArtifact artifact : StoredArtifact.expected(written(file))) {
      byte[] key = artifact.key().getBytes(UTF_8);
      if (!file.main().contains(key)) {
        findings.add(artifact.key() + " is missing");
      } else if (!file.main().isDatabase(key)) {
        findings.add(artifact.key() + " is one value, expected a database of records");
      }
    }
    return findings;
  }

  /** What is decided before anything is read is said in the same words of every store. */
  private static Judgement refusal(Observation observation) {
    if (observation instanceof NotADatabase other) {
      return new Judgement(
          Verdict.NOT_A_DATABASE,
          "is " + other.found(),
          "an LMDB store was expected",
          List.of(),
          "the path names something else");
    }
    return SchemaGate.judge(DeclaredSchema.lock(), observation, Role.READER);
  }

  private static SluiceException unreadable(Path folder, IOException e) {
    return new StoreUnavailableException(
        ErrorCode.UNREADABLE,
        folder + " cannot be read: " + e.getMessage(),
        "the file may not be read, or the disk is failing",
        "check the permissions of the file and its folder",
        e);
  }
}
