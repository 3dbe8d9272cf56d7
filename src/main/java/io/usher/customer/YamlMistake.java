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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a customer's YAML, in words that name no Java and quote no value: it may be a
 * secret.
 *
 * @param line where it is, from 1
 */
record YamlMistake(int line, String what) {

  static YamlMistake of(JsonProcessingException e, String text) {
    if (e instanceof PropertyBindingException unknown) {
      return new YamlMistake(lineOf(unknown, text.lines().toList()), unknownKey(unknown));
    }
    if (e instanceof MismatchedInputException mismatch) {
      return new YamlMistake(line(e), wrongForm(mismatch));
    }
    YamlProblem problem = YamlProblem.of(e.getOriginalMessage());
    int line = problem.line() > 0 ? problem.line() : line(e);
    return new YamlMistake(line, problem.what() + "; correct the file");
  }

  /** Jackson complains where the object ends; the key is somewhere above. */
  private static int lineOf(PropertyBindingException e, List<String> lines) {
    Pattern key =
        Pattern.compile("(^|[\\s{,\"'])" + Pattern.quote(e.getPropertyName()) + "[\"']?\\s*:");
    for (int line = Math.min(line(e), lines.size()); line > 0; line--) {
      if (key.matcher(lines.get(line - 1)).find()) {
        return line;
      }
    }
    return line(e);
  }

  private static String unknownKey(PropertyBindingException e) {
    String parent = path(e, e.getPath().size() - 1);
    Collection<Object> known = e.getKnownPropertyIds();
    return "unknown key '%s'%s; known are %s"
        .formatted(
            e.getPropertyName(),
            parent.isEmpty() ? "" : " under " + parent,
            known == null ? "none" : new TreeSet<>(known));
  }

  private static String wrongForm(MismatchedInputException e) {
    Class<?> wanted = e.getTargetType();
    String path = path(e, e.getPath().size());
    return (path.isEmpty() ? "the file" : path) + " must be " + form(wanted);
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
