package io.usher.store.search;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody typed into a search. A row has it when each word typed is the beginning of one of
 * the row's. Any text can be typed; its first words count.
 */
public final class Sought {

  private static final int MOST_CHARACTERS = 400;
  private static final int MOST_TOKENS = 8;
  private static final int MOST_PIECES = 8;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String text;
  private final List<Clause> clauses;

  /**
   * One token: the words that begin like this one, or else words that begin like each of those.
   *
   * @param pieces empty when only the joined word counts
   */
  public record Clause(String joined, List<String> pieces) {

    boolean isIn(NavigableSet<String> words) {
      return begins(joined, words)
          || (!pieces.isEmpty() && pieces.stream().allMatch(piece -> begins(piece, words)));
    }

    private static boolean begins(String beginning, NavigableSet<String> words) {
      String next = words.ceiling(beginning);
      return next != null && next.startsWith(beginning);
    }
  }

  private Sought(String text, List<Clause> clauses) {
    this.text = text;
    this.clauses = clauses;
  }

  public static Sought of(String typed) {
    List<Clause> clauses = new ArrayList<>();
    for (Token token : Token.of(typed, MOST_CHARACTERS)) {
      if (clauses.size() < MOST_TOKENS) {
        clauses.add(clause(token));
      }
    }
    return new Sought(typed.strip(), List.copyOf(clauses));
  }

  /** A whole address means that one, not everybody with the same host. */
  private static Clause clause(Token token) {
    List<String> pieces = token.pieces();
    boolean whole = token.isAddress() || token.isUuid() || pieces.size() == 1;
    return new Clause(
        token.joined(),
        whole ? List.of() : pieces.subList(0, Math.min(MOST_PIECES, pieces.size())));
  }

  /** Whether there is no word in it: then nothing has it. */
  public boolean isEmpty() {
    return clauses.isEmpty();
  }

  /** As it was typed. */
  public String text() {
    return text;
  }

  /** Whether it may be the id of an event or a delivery. */
  public boolean isId() {
    return ID.matcher(text.toLowerCase(java.util.Locale.ROOT)).matches();
  }

  public boolean isIn(NavigableSet<String> words) {
    return clauses.stream().allMatch(clause -> clause.isIn(words));
  }

  public List<Clause> clauses() {
    return clauses;
  }

  /** As a query of FTS5 (sqlite.org/fts5.html). Words hold no quotes. */
  public String fts5(List<String> labels) {
    return query(labels, "\"%s\"*", "\"%s\"", " OR ", " AND ");
  }

  /** As a tsquery of PostgreSQL. */
  public String tsquery(List<String> labels) {
    return query(labels, "'%s':*", "'%s'", " | ", " & ");
  }

  private String query(List<String> labels, String beginning, String whole, String or, String and) {
    List<String> all = new ArrayList<>();
    labels.forEach(label -> all.add(whole.formatted(label)));
    for (Clause clause : clauses) {
      String joined = beginning.formatted(clause.joined());
      String pieces =
          clause.pieces().stream().map(beginning::formatted).collect(Collectors.joining(and));
      all.add(pieces.isEmpty() ? joined : "(" + joined + or + "(" + pieces + "))");
    }
    return String.join(and, all);
  }
}
