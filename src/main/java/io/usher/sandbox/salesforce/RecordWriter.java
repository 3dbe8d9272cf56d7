package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.sandbox.standin.ExactJson;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a record against the schema and writes it, or refuses it as a whole. */
final class RecordWriter {

  record Saved(String id, boolean created) {}

  private final Schema schema;

  RecordWriter(Schema schema) {
    this.schema = schema;
  }

  Saved create(Org org, ObjectType type, ObjectNode sent) {
    return save(org, type, null, sent);
  }

  /** Creates, or changes the one record whose external id has this value. */
  Saved upsert(Org org, ObjectType type, Field externalId, String value, ObjectNode sent) {
    ObjectNode whole = sent.deepCopy();
    whole.put(externalId.name(), value);
    return save(org, type, org.table(type).find(externalId, value).orElse(null), whole);
  }

  private Saved save(Org org, ObjectType type, @Nullable ObjectNode before, ObjectNode sent) {
    ObjectNode fresh = before == null ? blank(org, type) : before.deepCopy();
    for (Entry<String, JsonNode> entry : sent.properties()) {
      set(org, type, fresh, entry.getKey(), entry.getValue());
    }
    requireAll(type, fresh);
    String id = fresh.get("Id").asText();
    refuseDuplicates(org, type, fresh, id);
    org.put(type, id, fresh);
    return new Saved(id, before == null);
  }

  private static ObjectNode blank(Org org, ObjectType type) {
    ObjectNode fresh = ExactJson.MAPPER.createObjectNode().put("Id", org.newId(type));
    for (Field field : type.fields()) {
      JsonNode initial =
          field.initial() == null ? NullNode.getInstance() : TextNode.valueOf(field.initial());
      fresh.set(field.name(), FieldValue.kept(field, initial));
    }
    return fresh;
  }

  private void set(Org org, ObjectType type, ObjectNode fresh, String name, JsonNode sent) {
    if (name.equals("attributes")) {
      return;
    }
    Optional<Field> relationship = type.relationship(name);
    if (relationship.isPresent()) {
      fresh.set(relationship.get().name(), related(org, relationship.get(), sent));
      return;
    }
    Field field = type.field(name).orElseThrow(() -> Refusal.unknownField(name, type));
    JsonNode kept = FieldValue.kept(field, sent);
    if (field.references() != null && kept.isTextual()) {
      requireRecord(org, field, kept.asText());
    }
    fresh.set(field.name(), kept);
  }

  private JsonNode related(Org org, Field lookup, JsonNode sent) {
    if (sent.isNull()) {
      return sent;
    }
    ObjectType target = target(lookup);
    Entry<String, JsonNode> key =
        sent.properties().stream()
            .filter(entry -> !entry.getKey().equals("attributes"))
            .findFirst()
            .orElseThrow(Refusal::notJson);
    Field externalId =
        target.field(key.getKey()).filter(Field::externalId).orElseThrow(() -> noKey(key, target));
    String value = key.getValue().asText();
    return org.table(target)
        .find(externalId, value)
        .map(found -> found.get("Id"))
        .orElseThrow(() -> unresolved(value, externalId, target));
  }

  private ObjectType target(Field lookup) {
    return schema.object(String.valueOf(lookup.references()));
  }

  private static Refusal noKey(Entry<String, JsonNode> key, ObjectType target) {
    return new Refusal(
        400,
        "INVALID_FIELD",
        "Field name provided, %s is not an External ID or indexed field for %s"
            .formatted(key.getKey(), target.name()));
  }

  private static Refusal unresolved(String value, Field externalId, ObjectType target) {
    return new Refusal(
        400,
        "INVALID_FIELD",
        "Foreign key external ID: %s not found for field %s in entity %s"
            .formatted(value, externalId.name(), target.name()));
  }

  private void requireRecord(Org org, Field lookup, String id) {
    ObjectType target = target(lookup);
    if (!id.startsWith(target.idPrefix())) {
      throw new Refusal(
          400,
          "MALFORMED_ID",
          "%s: id value of incorrect type: %s".formatted(lookup.label(), id),
          lookup.name());
    }
    if (!org.table(target).has(id)) {
      throw new Refusal(
          400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", lookup.name());
    }
  }

  private static void requireAll(ObjectType type, ObjectNode fresh) {
    List<String> missing =
        type.fields().stream()
            .filter(field -> field.required() && !fresh.hasNonNull(field.name()))
            .map(Field::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new Refusal(
          400,
          "REQUIRED_FIELD_MISSING",
          "Required fields are missing: " + missing,
          missing.toArray(String[]::new));
    }
  }

  private static void refuseDuplicates(Org org, ObjectType type, ObjectNode fresh, String id) {
    for (Field field : type.externalIds()) {
      String value = fresh.path(field.name()).asText();
      org.table(type)
          .find(field, value)
          .map(other -> other.get("Id").asText())
          .filter(other -> !other.equals(id))
          .ifPresent(other -> refuseDuplicate(field, other));
    }
  }

  private static void refuseDuplicate(Field field, String other) {
    throw new Refusal(
        400,
        "DUPLICATE_VALUE",
        "duplicate value found: %s duplicates value on record with id: %s"
            .formatted(field.name(), other));
  }
}
