package io.usher.store.search;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words that an event is found by. Changing how they are made needs a migration that empties
 * the index, so that it is filled anew.
 */
public final class Words {

  /** A sale with hundreds of tickets is found by the first of them. */
  private static final int MOST = 400;

  private static final Pattern APOSTROPHE = Pattern.compile("[" + Token.APOSTROPHES + "]");
  private static final int MOST_CHARACTERS = 300;

  private final NavigableSet<String> words = new TreeSet<>();

  /** Adds the words of a text, or nothing. */
  public Words add(@Nullable String text) {
    if (text != null && words.size() < MOST) {
      Token.of(text, MOST_CHARACTERS).forEach(this::add);
      if (APOSTROPHE.matcher(text).find()) {
        // D'Angelo is found as angelo too.
        Token.of(APOSTROPHE.matcher(text).replaceAll(" "), MOST_CHARACTERS).forEach(this::add);
      }
    }
    return this;
  }

  public Words addAll(Collection<String> texts) {
    texts.forEach(this::add);
    return this;
  }

  /** A word that nobody can type, by which one filter finds its events. */
  public Words label(Label label, String value) {
    words.add(label.word(value));
    return this;
  }

  private void add(Token token) {
    words.add(token.joined());
    if (!token.isUuid()) {
      words.addAll(token.pieces());
    }
  }

  /** In the order of their characters. */
  public NavigableSet<String> all() {
    return words;
  }
}
