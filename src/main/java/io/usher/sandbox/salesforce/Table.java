package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one object in one org, oldest first. A record put in is never changed, only
 * replaced. Not thread-safe: the org's lock guards it.
 */
final class Table {

  private final ObjectType type;
  private final LinkedHashMap<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Map<String, String> idByKey = new HashMap<>();

  Table(ObjectType type) {
    this.type = type;
  }

  Optional<ObjectNode> find(Field externalId, String value) {
    return Optional.ofNullable(idByKey.get(key(externalId, value))).map(byId::get);
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** Answers what was there before, null for a new record. */
  @Nullable ObjectNode put(String id, ObjectNode fresh) {
    ObjectNode before = byId.put(id, fresh);
    forgetKeys(before);
    for (Field field : type.externalIds()) {
      if (fresh.hasNonNull(field.name())) {
        idByKey.put(key(field, fresh.get(field.name()).asText()), id);
      }
    }
    return before;
  }

  void remove(String id) {
    forgetKeys(byId.remove(id));
  }

  void shrinkTo(int limit) {
    while (byId.size() > limit) {
      remove(byId.keySet().iterator().next());
    }
  }

  Collection<ObjectNode> records() {
    return byId.values();
  }

  private void forgetKeys(@Nullable ObjectNode old) {
    if (old != null) {
      for (Field field : type.externalIds()) {
        JsonNode value = old.path(field.name());
        idByKey.remove(key(field, value.asText()));
      }
    }
  }

  private static String key(Field externalId, String value) {
    return externalId.name() + '=' + value.toLowerCase(Locale.ROOT);
  }
}
