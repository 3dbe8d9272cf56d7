package io.usher.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value that differs.
 *
 * @param at its way from the top, such as {@code Contact ana@example.com/Email}
 * @param was null where there was none
 * @param now null where there is none any more
 */
public record Difference(String at, @Nullable String was, @Nullable String now) {

  private static final int MOST_LINES = 12;

  static List<Difference> between(JsonNode was, JsonNode now) {
    List<Difference> differences = new ArrayList<>();
    compare("", was, now, differences);
    return differences;
  }

  private static void compare(
      String at, @Nullable JsonNode was, @Nullable JsonNode now, List<Difference> differences) {
    Map<String, JsonNode> before = parts(was);
    Map<String, JsonNode> after = parts(now);
    if (!before.isEmpty() || !after.isEmpty()) {
      before.forEach((key, value) -> compare(below(at, key), value, after.get(key), differences));
      after.forEach(
          (key, value) -> {
            if (!before.containsKey(key)) {
              compare(below(at, key), null, value, differences);
            }
          });
    } else if (was == null || !was.equals(now)) {
      differences.add(lines(at, text(was), text(now)));
    }
  }

  private static String below(String at, String key) {
    return at.isEmpty() ? key : at + "/" + key;
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isMissingNode() ? null : node.asText(node.toString());
  }

  private static Map<String, JsonNode> parts(@Nullable JsonNode node) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    if (node == null || !node.isContainerNode()) {
      return parts;
    }
    if (node.isObject()) {
      node.properties().forEach(e -> parts.put(e.getKey(), e.getValue()));
      return parts;
    }
    for (int i = 0; i < node.size(); i++) {
      JsonNode item = node.get(i);
      String record = recordName(item);
      boolean named = record != null && !parts.containsKey(record);
      parts.put(named ? record : String.valueOf(i), named ? item.path("fields") : item);
    }
    return parts;
  }

  /** A record is the same record wherever it stands in its list. */
  private static @Nullable String recordName(JsonNode item) {
    JsonNode fields = item.path("fields");
    String key = item.path("key").asText("");
    return item.has("object") && fields.has(key)
        ? item.path("object").asText() + " " + fields.path(key).asText()
        : null;
  }

  /** Of texts only the lines that differ. */
  private static Difference lines(String at, @Nullable String was, @Nullable String now) {
    if (was == null || now == null || !was.contains("\n") && !now.contains("\n")) {
      return new Difference(at, was, now);
    }
    List<String> before = was.lines().toList();
    List<String> after = now.lines().toList();
    int top = 0;
    while (top < before.size() && top < after.size() && before.get(top).equals(after.get(top))) {
      top++;
    }
    int bottom = 0;
    while (bottom < before.size() - top
        && bottom < after.size() - top
        && before.get(before.size() - 1 - bottom).equals(after.get(after.size() - 1 - bottom))) {
      bottom++;
    }
    return new Difference(
        at + " line " + (top + 1), some(before, top, bottom), some(after, top, bottom));
  }

  private static String some(List<String> lines, int top, int bottom) {
    List<String> middle = lines.subList(top, lines.size() - bottom);
    return String.join("\n", middle.subList(0, Math.min(MOST_LINES, middle.size())));
  }
}
