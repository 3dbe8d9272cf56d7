package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Salesforce organisation: its records and its session. Each call runs inside {@link #alone},
 * so that calls can't see each other's halves; the other methods expect to be called there.
 */
final class Org {

  private final int recordLimit;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private long lastRecord;
  private volatile @Nullable String token;

  Org(Schema schema, int recordLimit) {
    this.recordLimit = recordLimit;
    schema.objects().forEach(type -> tables.put(type.name(), new Table(type)));
  }

  synchronized <T> T alone(Supplier<T> call) {
    try {
      return call.get();
    } finally {
      undo.clear();
      tables.values().forEach(table -> table.shrinkTo(recordLimit));
    }
  }

  Table table(ObjectType type) {
    return tables.get(type.name());
  }

  String newId(ObjectType type) {
    // The last three characters say which of the others are upper-case: none.
    return type.idPrefix() + "xx%010dAAA".formatted(++lastRecord);
  }

  void put(ObjectType type, String id, ObjectNode fresh) {
    ObjectNode before = table(type).put(id, fresh);
    undo.push(() -> restore(table(type), id, before));
  }

  /** A point to return to with {@link #rollBackTo}, within this call. */
  int savepoint() {
    return undo.size();
  }

  void rollBackTo(int savepoint) {
    while (undo.size() > savepoint) {
      undo.pop().run();
    }
  }

  synchronized String login() {
    if (token == null) {
      token = "00Dxx0000000001!" + UUID.randomUUID().toString().replace("-", "");
    }
    return token;
  }

  void revoke(String revoked) {
    if (revoked.equals(token)) {
      token = null;
    }
  }

  boolean knows(String candidate) {
    return candidate.equals(token);
  }

  synchronized void empty() {
    tables.values().forEach(table -> table.shrinkTo(0));
  }

  synchronized int size() {
    return tables.values().stream().mapToInt(table -> table.records().size()).sum();
  }

  synchronized ObjectNode records() {
    ObjectNode all = ExactJson.MAPPER.createObjectNode();
    tables.forEach((name, table) -> all.putArray(name).addAll(table.records()));
    return all;
  }

  private static void restore(Table table, String id, @Nullable ObjectNode before) {
    if (before == null) {
      table.remove(id);
    } else {
      table.put(id, before);
    }
  }
}
