package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.salesforce.RecordWriter.Saved;
import io.usher.sandbox.standin.ExactJson;
import java.util.List;

/**
 * Answers one call to {@code sobjects} or {@code composite/sobjects}; runs inside the org's lock.
 */
final class RestApi {

  private final Schema schema;
  private final RecordWriter writer;
  private final CollectionUpsert collection;

  RestApi(Schema schema) {
    this.schema = schema;
    this.writer = new RecordWriter(schema);
    this.collection = new CollectionUpsert(writer);
  }

  /**
   * @param allOrNone whether a surrounding composite asks for it; it wins over a collection's own
   */
  Answer answer(Org org, Call call, boolean allOrNone) {
    List<String> path = call.path();
    if (call.isCollection()) {
      return collection(org, call, allOrNone);
    }
    if (!path.get(0).equals("sobjects")) {
      throw Refusal.notFound();
    }
    return switch (path.size()) {
      case 2 -> create(org, call, schema.object(path.get(1)));
      case 4 -> keyed(org, call, schema.object(path.get(1)));
      default -> throw Refusal.notFound();
    };
  }

  private Answer create(Org org, Call call, ObjectType type) {
    if (!call.method().equals("POST")) {
      throw Refusal.method(call.method(), "GET,HEAD,POST");
    }
    Saved saved = writer.create(org, type, call.object());
    ObjectNode body = ExactJson.MAPPER.createObjectNode();
    body.put("id", saved.id()).put("success", true).putArray("errors");
    return new Answer(201, body);
  }

  private Answer keyed(Org org, Call call, ObjectType type) {
    Field externalId = type.externalId(call.path().get(2));
    String value = call.path().get(3);
    return switch (call.method()) {
      case "GET" -> read(org, call, type, externalId, value);
      case "PATCH" -> upsert(org, type, externalId, value, call.object());
      default -> throw Refusal.method(call.method(), "HEAD,GET,PATCH,DELETE");
    };
  }

  private static Answer read(Org org, Call call, ObjectType type, Field externalId, String value) {
    ObjectNode found = org.table(type).find(externalId, value).orElseThrow(Refusal::notFound);
    String id = found.get("Id").asText();
    ObjectNode body = ExactJson.MAPPER.createObjectNode();
    body.putObject("attributes")
        .put("type", type.name())
        .put("url", "/services/data/%s/sobjects/%s/%s".formatted(call.version(), type.name(), id));
    body.setAll(found);
    return new Answer(200, body);
  }

  private Answer upsert(Org org, ObjectType type, Field externalId, String value, ObjectNode sent) {
    refuseKey(sent, "Id");
    refuseKey(sent, externalId.name());
    Saved saved = writer.upsert(org, type, externalId, value, sent);
    ObjectNode body = ExactJson.MAPPER.createObjectNode();
    body.put("id", saved.id()).put("success", true).putArray("errors");
    body.put("created", saved.created());
    return new Answer(saved.created() ? 201 : 200, body);
  }

  private static void refuseKey(ObjectNode sent, String name) {
    if (sent.has(name)) {
      throw new Refusal(
          400,
          "INVALID_FIELD",
          "The %s field should not be specified in the sobject data.".formatted(name));
    }
  }

  private Answer collection(Org org, Call call, boolean allOrNone) {
    List<String> path = call.path();
    if (path.size() != 4 || !path.get(1).equals("sobjects")) {
      throw Refusal.notFound();
    }
    if (!call.method().equals("PATCH")) {
      throw Refusal.method(call.method(), "PATCH");
    }
    ObjectType type = schema.object(path.get(2));
    JsonNode own = call.object().path("allOrNone");
    return collection.answer(
        org, type, type.externalId(path.get(3)), call.object(), allOrNone || own.asBoolean());
  }
}
