package dev.sluice.core;

/** Tells text that UTF-8 can hold from text that it cannot. */
public final class WellFormed {
  private WellFormed() {}

  /**
   * Whether a term holds half of a surrogate pair. Programs that cut words at UTF-16 units make
   * such terms; no UTF-8 text can hold them, several would become the same, and no query can
   * contain one. Stores leave them out and say how many.
   */
  public static boolean isNot(String term) {
    for (int i = 0; i < term.length(); i++) {
      if (Character.isSurrogate(term.charAt(i))) {
        return hasHalf(term, i);
      }
    }
    return false;
  }

  private static boolean hasHalf(String term, int from) {
    for (int i = from; i < term.length(); i += Character.charCount(term.codePointAt(i))) {
      int code = term.codePointAt(i);
      if (Character.isBmpCodePoint(code) && Character.isSurrogate((char) code)) {
        return true;
      }
    }
    return false;
  }
}
