package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.salesforce.RecordWriter.Saved;
import io.usher.sandbox.standin.ExactJson;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Salesforce's sObject Collections upsert: up to 200 records, each with an outcome of its own. */
final class CollectionUpsert {

  private static final int LIMIT = 200;

  private final RecordWriter writer;

  CollectionUpsert(RecordWriter writer) {
    this.writer = writer;
  }

  Answer answer(Org org, ObjectType type, Field externalId, ObjectNode body, boolean allOrNone) {
    JsonNode records = body.path("records");
    requireFit(records);
    int savepoint = org.savepoint();
    ArrayNode outcomes = ExactJson.MAPPER.createArrayNode();
    Set<String> seen = new HashSet<>();
    for (JsonNode sent : records) {
      outcomes.add(outcome(org, type, externalId, sent, seen));
    }
    if (allOrNone && hasFailure(outcomes)) {
      org.rollBackTo(savepoint);
      return new Answer(200, rolledBack(outcomes));
    }
    return new Answer(200, outcomes);
  }

  static boolean hasFailure(JsonNode outcomes) {
    for (JsonNode outcome : outcomes) {
      if (!outcome.path("success").asBoolean(true)) {
        return true;
      }
    }
    return false;
  }

  private static void requireFit(JsonNode records) {
    if (!records.isArray()) {
      throw Refusal.notJson();
    }
    if (records.size() > LIMIT) {
      throw new Refusal(
          400,
          "EXCEEDED_ID_LIMIT",
          "record limit reached. cannot submit more than 200 records into this call");
    }
  }

  private ObjectNode outcome(
      Org org, ObjectType type, Field externalId, JsonNode sent, Set<String> seen) {
    try {
      return success(write(org, type, externalId, sent, seen));
    } catch (Refusal refusal) {
      return failure(refusal.recordError());
    }
  }

  private Saved write(Org org, ObjectType type, Field externalId, JsonNode sent, Set<String> seen) {
    if (!(sent instanceof ObjectNode fields)) {
      throw Refusal.notJson();
    }
    if (!fields.path("attributes").path("type").asText().equalsIgnoreCase(type.name())) {
      throw new Refusal(400, "INVALID_INPUT", "The record's attributes.type is not " + type.name());
    }
    JsonNode value = FieldValue.kept(externalId, fields.path(externalId.name()));
    if (value.isNull()) {
      throw new Refusal(400, "MISSING_ARGUMENT", externalId.name() + " not specified");
    }
    if (!seen.add(value.asText().toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          400, "DUPLICATE_VALUE", "Duplicate external id specified: " + value.asText());
    }
    return writer.upsert(org, type, externalId, value.asText(), fields);
  }

  private static ObjectNode success(Saved saved) {
    ObjectNode outcome = ExactJson.MAPPER.createObjectNode();
    outcome.put("id", saved.id()).put("success", true).putArray("errors");
    return outcome.put("created", saved.created());
  }

  private static ObjectNode failure(ObjectNode error) {
    ObjectNode outcome = ExactJson.MAPPER.createObjectNode();
    outcome.put("success", false).putArray("errors").add(error);
    return outcome.put("created", false);
  }

  private static ArrayNode rolledBack(ArrayNode outcomes) {
    ArrayNode all = ExactJson.MAPPER.createArrayNode();
    Refusal reason =
        new Refusal(
            400,
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using"
                + " AllOrNone header");
    for (JsonNode outcome : outcomes) {
      all.add(outcome.path("success").asBoolean() ? failure(reason.recordError()) : outcome);
    }
    return all;
  }
}
