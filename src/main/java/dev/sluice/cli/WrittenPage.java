package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file of the source tree that a command writes; also the JSON document about it.
 *
 * @param changed whether it said something else before, or was not there
 */
record WrittenPage(String path, boolean changed) {

  /** Writes the file unless it says that already. */
  static WrittenPage write(Path file, String text) {
    try {
      boolean changed = !Files.exists(file) || !Files.readString(file).equals(text);
      if (changed) {
        Files.writeString(file, text);
      }
      return new WrittenPage(file.toString(), changed);
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.FAILED,
          file + " cannot be written: " + e,
          "its folder is not there, or may not be written to",
          "run this in the folder that holds schema/ and docs/, or name the file",
          e);
    }
  }

  /** Writes the file like {@link #write}, and makes its folder first if it is not there. */
  static WrittenPage writeInto(Path folder, String name, String text) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.FAILED, folder + " cannot be made: " + e, "", "name another folder", e);
    }
    return write(folder.resolve(name), text);
  }

  String describe() {
    return (changed ? "wrote " : "unchanged ") + path;
  }
}
