package dev.sluice.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The here documents of a shell script that are begun and not ended. The shell grammar keeps them
 * in 1,024 bytes and ends the process when they do not fit.
 */
final class Heredocs {
  private static final int MAX_PENDING = 16;
  private static final int MAX_WORD = 32;

  private static final Pattern BEGIN =
      Pattern.compile("<<-?[ \\t]*(\"[^\"]*\"|'[^']*'|[^\\s\"'<&|;()]+)");

  private Heredocs() {}

  static boolean fit(String script) {
    Deque<String> pending = new ArrayDeque<>();
    for (String line : (Iterable<String>) script.lines()::iterator) {
      if (!pending.isEmpty() && line.strip().equals(pending.peek())) {
        pending.remove();
        continue;
      }
      var begin = BEGIN.matcher(line);
      while (begin.find()) {
        String word = begin.group(1).replaceAll("[\"'\\\\]", "");
        pending.add(word);
        if (pending.size() > MAX_PENDING || word.length() > MAX_WORD) {
          return false;
        }
      }
    }
    return true;
  }
}
