package io.usher.store.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands between two spaces, in the one spelling that searches compare: lower case, without
 * accents, letters and digits only.
 *
 * @param pieces its words, split at all that is neither letter nor digit; a character of Chinese or
 *     Japanese is a word by itself, since names in them have no spaces
 * @param joined all pieces as one word: Anne-Marie is found as annemarie too, and an address or an
 *     id whole
 */
record Token(List<String> pieces, String joined, boolean isAddress, boolean isUuid) {

  /** Longer words are cut; two that begin alike for so long are the same. */
  static final int LONGEST = 64;

  /** They hold a name together: O'Neill is typed oneill too. */
  static final String APOSTROPHES = "'’ʼ‘`´";

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern ADDRESS = Pattern.compile(".*[\\p{L}\\p{N}].*@.*[\\p{L}\\p{N}].*");

  /** Showpass's transactions have one or two digits in front where a UUID has eight. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{1,8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Letters that Unicode doesn't take apart, as people type them who don't have the key. */
  private static final Map<Integer, String> PLAIN =
      Map.of(
          (int) 'ø', "o", (int) 'ł', "l", (int) 'đ', "d", (int) 'ð', "d", (int) 'þ', "th",
          (int) 'æ', "ae", (int) 'œ', "oe", (int) 'ß', "ss", (int) 'ı', "i", (int) 'ς', "σ");

  /** The tokens of the first so many characters. */
  static List<Token> of(String text, int characters) {
    String begin = text.length() > characters ? text.substring(0, characters) : text;
    String plain = MARKS.matcher(Normalizer.normalize(begin, Normalizer.Form.NFKD)).replaceAll("");
    List<Token> tokens = new ArrayList<>();
    for (String word : SPACES.split(plain.toLowerCase(Locale.ROOT))) {
      Token token = token(word);
      if (!token.pieces.isEmpty()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  private static Token token(String word) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> {
              if (APOSTROPHES.indexOf(c) >= 0) {
                return;
              }
              if (!Character.isLetterOrDigit(c)) {
                end(piece, pieces);
              } else if (standsAlone(c)) {
                end(piece, pieces);
                pieces.add(Character.toString(c));
              } else {
                piece.append(PLAIN.getOrDefault(c, Character.toString(c)));
              }
            });
    end(piece, pieces);
    return new Token(
        pieces.stream().map(Token::cut).toList(),
        cut(String.join("", pieces)),
        ADDRESS.matcher(word).matches(),
        UUID.matcher(word).matches());
  }

  private static boolean standsAlone(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }

  private static void end(StringBuilder piece, List<String> pieces) {
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
      piece.setLength(0);
    }
  }

  private static String cut(String word) {
    return word.codePointCount(0, word.length()) <= LONGEST
        ? word
        : word.substring(0, word.offsetByCodePoints(0, LONGEST));
  }
}
