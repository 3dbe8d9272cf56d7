package io.usher.check;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Whether jq knows every word of an expression: it says so itself only when an event comes to that
 * word.
 */
final class JqWordCheck {

  private static final String TREE = "net.thisptr.jackson.jq.";
  private static final int DEEPEST = 400;

  private final Look look;
  private final YamlFile file;

  JqWordCheck(Look look, YamlFile file) {
    this.look = look;
    this.file = file;
  }

  void check(ScalarNode scalar, String text) {
    Words words = new Words(new LinkedHashMap<>(), new HashSet<>());
    try {
      words.collect(JsonQuery.compile(text, Versions.JQ_1_6), new IdentityHashMap<>(), 0);
    } catch (Exception notReadable) {
      return; // told by the language itself, or a tree of another shape than this reads
    }
    Scope scope = look.camel().jq();
    words.called.forEach(
        (word, arguments) -> {
          if (!words.defined.contains(word) && scope.getFunction(word, arguments) == null) {
            unknown(scalar, word, arguments);
          }
        });
  }

  private void unknown(ScalarNode scalar, String word, int arguments) {
    Set<String> known = keys();
    Set<String> names = new TreeSet<>();
    known.forEach(key -> names.add(key.replaceFirst("/\\d+$", "")));
    boolean otherNumber = names.contains(word);
    Matcher at =
        Pattern.compile("(?<![\\w.$\"])" + Pattern.quote(word) + "(?!\\w)")
            .matcher(scalar.getValue());
    look.findings()
        .error(
            file.name(),
            at.find() ? Place.in(scalar, at.start(), file) : Place.of(scalar),
            "unknown-jq-word",
            otherNumber
                ? "jq's word '"
                    + word
                    + "' doesn't take "
                    + arguments
                    + (arguments == 1 ? " argument." : " arguments.")
                : "jq has no word '" + word + "'.",
            otherNumber ? takes(word, known) : Nearest.fix(word, names));
  }

  private static String takes(String word, Collection<String> keys) {
    Set<String> numbers = new TreeSet<>();
    keys.stream()
        .filter(key -> key.startsWith(word + "/"))
        .forEach(key -> numbers.add(key.substring(word.length() + 1)));
    return "It takes " + String.join(" or ", numbers) + ".";
  }

  /** By name and number of arguments, as jq keys them. */
  private Set<String> keys() {
    Set<String> keys =
        new TreeSet<>(
            BuiltinFunctionLoader.getInstance()
                .listFunctions(Versions.JQ_1_6, Scope.newEmptyScope())
                .keySet());
    keys.addAll(look.camel().camel().getRegistry().findByTypeWithName(Function.class).keySet());
    return keys;
  }

  /** The words that a query calls, with their number of arguments, and those it defines itself. */
  private record Words(Map<String, Integer> called, Set<String> defined) {

    void collect(Object node, Map<Object, Boolean> seen, int depth) throws IllegalAccessException {
      if (node == null || depth > DEEPEST || seen.put(node, true) != null) {
        return;
      }
      if (node instanceof Collection<?> list) {
        for (Object item : list) {
          collect(item, seen, depth + 1);
        }
      } else if (node.getClass().getName().startsWith(TREE)) {
        note(node);
        for (Class<?> type = node.getClass(); type != Object.class; type = type.getSuperclass()) {
          for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
              field.setAccessible(true);
              collect(field.get(node), seen, depth + 1);
            }
          }
        }
      }
    }

    private void note(Object node) throws IllegalAccessException {
      String type = node.getClass().getSimpleName();
      if (type.equals("FunctionCall")) {
        called.put(String.valueOf(field(node, "name")), size(field(node, "args")));
      } else if (type.equals("FunctionDefinition")) {
        defined.add(String.valueOf(field(node, "fname")));
        if (field(node, "args") instanceof Collection<?> arguments) {
          arguments.forEach(a -> defined.add(String.valueOf(a)));
        }
      }
    }

    private static int size(Object arguments) {
      return arguments instanceof Collection<?> list ? list.size() : 0;
    }

    private static Object field(Object node, String name) throws IllegalAccessException {
      for (Field field : node.getClass().getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(node);
        }
      }
      throw new IllegalAccessException(name);
    }
  }
}
