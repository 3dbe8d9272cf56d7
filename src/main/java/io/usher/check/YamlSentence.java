package io.usher.check;

import java.util.Map;

/** What a YAML parser complains about, in words for whoever wrote the file. */
record YamlSentence(String what, String fix) {

  private static final Map<String, YamlSentence> KNOWN =
      Map.of(
          "(TAB)",
          new YamlSentence(
              "A tab stands here; YAML allows none at this place.", "Indent with spaces."),
          "mapping values are not allowed here",
          new YamlSentence(
              "No colon is expected here: a text with a colon is not in quotes, this line is indented too far, or the line before it lacks its colon.",
              "Put a text with ': ' in quotes, and write addresses without the space: to: outbox:x."),
          "but found '-'",
          new YamlSentence(
              "This list item is indented differently from the ones that it belongs to.",
              "Indent it like its neighbours, with spaces."),
          "but found '<block mapping start>'",
          new YamlSentence(
              "This line is indented differently from the ones that it belongs to.",
              "Indent it like its neighbours, with spaces."),
          "undefined alias",
          new YamlSentence(
              "A * begins an alias, and there is no anchor (&) of this name above.",
              "Write the text in quotes if no alias is meant."),
          "<stream end>",
          new YamlSentence("A bracket that is opened here is not closed.", "Close it with ] or }."),
          "could not find expected ':'",
          new YamlSentence(
              "A key without its colon, or a quote that is not closed, stands before this place.",
              "Write key: value, and close what was opened."),
          "unexpected end of stream",
          new YamlSentence("A quote that is opened here is not closed.", "Close it."),
          "cannot start any token",
          new YamlSentence("A text can't begin with this character.", "Write the text in quotes."),
          "sequence entries are not allowed here",
          new YamlSentence(
              "A list begins where a value is expected.",
              "Begin the list on the next line, indented."));

  static YamlSentence of(String parser) {
    return KNOWN.entrySet().stream()
        .filter(known -> parser.contains(known.getKey()))
        .min(java.util.Comparator.comparingInt(known -> known.getKey().equals("(TAB)") ? 0 : 1))
        .map(Map.Entry::getValue)
        .orElseGet(
            () ->
                new YamlSentence("This is not YAML: " + plain(parser) + ".", "Correct the line."));
  }

  /** Whether the place to look at is where something began. */
  boolean isOfItsBeginning() {
    return what.contains("is opened here");
  }

  /** Parsers quote what they read. */
  private static String plain(String parser) {
    return parser.replaceAll("'[^']{4,}'", "'…'").replaceAll("\\.$", "");
  }
}
