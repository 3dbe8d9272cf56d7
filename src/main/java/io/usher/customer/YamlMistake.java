package io.usher.customer;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import io.usher.settings.YamlProblem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a customer's YAML, in words that name no Java and quote no value: it may be a
 * secret.
 *
 * @param line where it is, from 1
 * @param column likewise; 0 when it isn't known
 * @param fix what to do, a sentence
 */
record YamlMistake(int line, int column, String rule, String what, String fix) {

  static YamlMistake of(JsonProcessingException e, String text) {
    if (e instanceof PropertyBindingException unknown) {
      return unknownKey(unknown, text.lines().toList());
    }
    if (e instanceof MismatchedInputException mismatch) {
      return wrongForm(mismatch);
    }
    YamlProblem problem = YamlProblem.of(e.getOriginalMessage());
    boolean placed = problem.line() > 0;
    return new YamlMistake(
        placed ? problem.line() : line(e),
        placed ? problem.column() : 0,
        "yaml",
        "It is not valid YAML: " + problem.what() + ".",
        "Correct the file.");
  }

  /** Jackson complains where the object ends; the key is somewhere above. */
  private static YamlMistake unknownKey(PropertyBindingException e, List<String> lines) {
    Pattern key =
        Pattern.compile("(?:^|[\\s{,\"'])(" + Pattern.quote(e.getPropertyName()) + ")[\"']?\\s*:");
    for (int line = Math.min(line(e), lines.size()); line > 0; line--) {
      Matcher found = key.matcher(lines.get(line - 1));
      if (found.find()) {
        return unknownKey(e, line, found.start(1) + 1);
      }
    }
    return unknownKey(e, line(e), 0);
  }

  private static YamlMistake unknownKey(PropertyBindingException e, int line, int column) {
    String parent = path(e, e.getPath().size() - 1);
    Collection<Object> known = e.getKnownPropertyIds();
    return new YamlMistake(
        line,
        column,
        "unknown-key",
        "Unknown key '"
            + e.getPropertyName()
            + "'"
            + (parent.isEmpty() ? "" : " under " + parent)
            + ".",
        "Known are "
            + (known == null
                ? "none"
                : new TreeSet<>(known)
                    .stream().map(Object::toString).collect(Collectors.joining(", ")))
            + ".");
  }

  private static YamlMistake wrongForm(MismatchedInputException e) {
    String path = path(e, e.getPath().size());
    return new YamlMistake(
        line(e),
        0,
        "wrong-form",
        (path.isEmpty() ? "The file" : path) + " must be " + form(e.getTargetType()) + ".",
        "Write it so; config/customers/demo.yaml shows how.");
  }

  private static String form(@Nullable Class<?> wanted) {
    if (wanted != null && wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    if (wanted == String.class) {
      return "a text";
    }
    return wanted != null && Collection.class.isAssignableFrom(wanted)
        ? "a list"
        : "keys with values";
  }

  private static String path(JsonMappingException e, int depth) {
    return e.getPath().stream()
        .limit(Math.max(0, depth))
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }

  /** The parser has read ahead by the time it complains; its token is where the mistake is. */
  private static int line(JsonProcessingException e) {
    JsonLocation place =
        e instanceof JsonMappingException && e.getProcessor() instanceof JsonParser parser
            ? parser.currentTokenLocation()
            : e.getLocation();
    return place == null ? 1 : place.getLineNr();
  }
}
