package dev.sluice.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The terms by which a chunk is found, as Sluice's producer makes them. They are a function of what
 * every store keeps of a chunk, so that they can be told from its row when it is to be removed. A
 * change here is another {@link #RULE}.
 */
public final class ChunkTerms {
  /** Which function this is, for whoever remembers that a store was made by it. */
  public static final int RULE = 1;

  /** What a chunk is called says more than what it mentions. */
  private static final int NAME_TIMES = 3;

  /** Of text that has no doc of its own, how many words phrases are made from. */
  private static final int MAX_PHRASE_WORDS = 300;

  private ChunkTerms() {}

  /**
   * The tokens: the distinct words of the qualified name, or of the file's for what has none, and
   * all words of the text. A method's text does not say in which class it is.
   */
  public static List<String> tokens(String file, String name, List<String> words) {
    Set<String> title = title(file, name);
    var tokens = new ArrayList<String>(NAME_TIMES * title.size() + words.size());
    for (int i = 0; i < NAME_TIMES; i++) {
      tokens.addAll(title);
    }
    tokens.addAll(words);
    return tokens;
  }

  private static Set<String> title(String file, String name) {
    return new LinkedHashSet<>(Tokenizer.tokens(name.isEmpty() ? stem(file) : name));
  }

  /** The name of the file without its folder and its extension. */
  public static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /**
   * The phrases, of each field on its own: none reaches from one into the next.
   *
   * @param signature null for a chunk that declares nothing
   * @param doc null for none
   * @param tokens as {@link #tokens} gives them
   */
  public static Set<String> phrases(
      String file, String name, String signature, String doc, List<String> tokens) {
    var phrases = new TreeSet<String>();
    for (List<String> words : phraseWords(file, name, signature, doc, () -> tokens)) {
      PhraseGrams.collect(words, phrases);
    }
    return phrases;
  }

  /**
   * The words that {@link #phrases} are made from, field by field.
   *
   * @param tokens asked for where they matter
   */
  public static List<List<String>> phraseWords(
      String file, String name, String signature, String doc, Supplier<List<String>> tokens) {
    var fields = new ArrayList<List<String>>();
    fields.add(Tokenizer.tokens(name));
    if (signature != null) {
      fields.add(Tokenizer.tokens(signature));
    }
    if (doc != null) {
      fields.add(Tokenizer.tokens(doc));
    } else if (signature == null) {
      List<String> all = tokens.get();
      int from = Math.min(NAME_TIMES * title(file, name).size(), all.size());
      fields.add(all.subList(from, Math.min(from + MAX_PHRASE_WORDS, all.size())));
    }
    return fields;
  }

  /**
   * The chargrams, of the name alone: they find names by a part of them, and those of all words
   * would be most of an index.
   */
  public static Set<String> chargrams(String name) {
    var grams = new TreeSet<String>();
    Tokenizer.tokens(name).forEach(word -> CharGrams.collect(word, grams));
    return grams;
  }
}
