package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Salesforce's composite: several calls in one, in their order, all or none where asked. */
final class Composite {

  private static final int CALLS = 25;
  private static final int COLLECTIONS = 5;
  private static final Refusal HALTED =
      new Refusal(
          400,
          "PROCESSING_HALTED",
          "The transaction was rolled back since another operation in the same transaction"
              + " failed.");

  private final RestApi api;

  Composite(RestApi api) {
    this.api = api;
  }

  Answer answer(Org org, ObjectNode body) {
    JsonNode parts = body.path("compositeRequest");
    requireFit(parts);
    boolean allOrNone = body.path("allOrNone").asBoolean();
    List<Answer> answers = answers(org, parts, allOrNone);
    ObjectNode whole = ExactJson.MAPPER.createObjectNode();
    ArrayNode responses = whole.putArray("compositeResponse");
    for (int i = 0; i < parts.size(); i++) {
      responses.add(response(answers.get(i), parts.get(i)));
    }
    return new Answer(200, whole);
  }

  private List<Answer> answers(Org org, JsonNode parts, boolean allOrNone) {
    int savepoint = org.savepoint();
    References references = new References();
    List<Answer> answers = new ArrayList<>();
    for (JsonNode part : parts) {
      Answer answer = answer(org, part, references, allOrNone);
      references.remember(part.path("referenceId").asText(), answer.body());
      answers.add(answer);
      if (allOrNone && failed(answer)) {
        org.rollBackTo(savepoint);
        return allHaltedBut(answers.size() - 1, answer, parts.size());
      }
    }
    return answers;
  }

  private Answer answer(Org org, JsonNode part, References references, boolean allOrNone) {
    try {
      String url = references.resolve(part.path("url").asText());
      JsonNode body = references.resolve(part.path("body"));
      return api.answer(org, Call.of(part.path("method").asText(), url, body), allOrNone);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  /** A collection answers 200 even when a record of it failed. */
  private static boolean failed(Answer answer) {
    return answer.failed() || CollectionUpsert.hasFailure(answer.body());
  }

  private static List<Answer> allHaltedBut(int failed, Answer reason, int size) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      answers.add(i == failed ? reason : HALTED.answer());
    }
    return answers;
  }

  private static ObjectNode response(Answer answer, JsonNode part) {
    ObjectNode response = ExactJson.MAPPER.createObjectNode();
    response.set("body", answer.body());
    response.putObject("httpHeaders");
    response.put("httpStatusCode", answer.status());
    return response.put("referenceId", part.path("referenceId").asText());
  }

  private static void requireFit(JsonNode parts) {
    if (!parts.isArray() || parts.isEmpty()) {
      throw Refusal.notJson();
    }
    if (parts.size() > CALLS) {
      throw tooMany("subrequests", CALLS);
    }
    int collections = 0;
    Set<String> ids = new HashSet<>();
    for (JsonNode part : parts) {
      requireReferenceId(part.path("referenceId").asText(), ids);
      collections += part.path("url").asText().contains("/composite/") ? 1 : 0;
    }
    if (collections > COLLECTIONS) {
      throw tooMany("sObject Collections subrequests", COLLECTIONS);
    }
  }

  private static void requireReferenceId(String id, Set<String> seen) {
    if (!id.matches("[A-Za-z0-9]\\w*")) {
      throw new Refusal(
          400,
          "INVALID_INPUT",
          ("Provided referenceId ('%s') must start with a letter or a number, and it can contain"
                  + " only letters, numbers and underscores ('_').")
              .formatted(id));
    }
    if (!seen.add(id)) {
      throw new Refusal(400, "INVALID_INPUT", "Duplicate referenceId: " + id);
    }
  }

  private static Refusal tooMany(String what, int limit) {
    return new Refusal(
        400,
        "LIMIT_EXCEEDED",
        "The composite request exceeds the limit of %d %s".formatted(limit, what));
  }
}
