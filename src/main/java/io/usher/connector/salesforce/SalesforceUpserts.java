package io.usher.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.outbox.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Puts upserts of many objects into as few calls as Salesforce takes: collections of up to 200
 * records, five collections in a composite request. No value of an event is ever part of a URL.
 */
@Component("salesforceUpserts")
class SalesforceUpserts {

  private static final int RECORDS_IN_A_COLLECTION = 200;
  private static final int COLLECTIONS_IN_A_CALL = 5;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  /**
   * @param upserts {@code [{"object": …, "key": …, "records": […]}, …]}, in the order in which
   *     Salesforce shall take them
   * @return the JSON of each composite request; none when there are no records
   */
  @Handler
  List<String> calls(@Body JsonNode upserts, @Variable("apiVersion") String version) {
    List<ObjectNode> collections = new ArrayList<>();
    upserts.forEach(upsert -> collect(upsert, version, collections));
    return parts(collections, COLLECTIONS_IN_A_CALL).stream().map(this::call).toList();
  }

  private void collect(JsonNode upsert, String version, List<ObjectNode> collections) {
    String object = name(upsert, "object");
    String url =
        "/services/data/v" + version + "/composite/sobjects/" + object + "/" + name(upsert, "key");
    List<JsonNode> records = upsert.path("records").valueStream().toList();
    for (List<JsonNode> part : parts(records, RECORDS_IN_A_COLLECTION)) {
      collections.add(collection(url, object, part, collections.size()));
    }
  }

  private ObjectNode collection(String url, String object, List<JsonNode> records, int number) {
    ObjectNode collection = NODES.objectNode();
    collection.put("method", "PATCH").put("url", url).put("referenceId", object + "_" + number);
    ArrayNode list = collection.putObject("body").put("allOrNone", true).putArray("records");
    records.forEach(record -> list.add(typed(record, object)));
    return collection;
  }

  private static JsonNode typed(JsonNode record, String object) {
    ObjectNode typed = NODES.objectNode();
    typed.putObject("attributes").put("type", object);
    typed.setAll((ObjectNode) record);
    return typed;
  }

  private String call(List<ObjectNode> collections) {
    ObjectNode call = NODES.objectNode().put("allOrNone", true);
    call.putArray("compositeRequest").addAll(collections);
    return call.toString();
  }

  private static String name(JsonNode upsert, String field) {
    String name = upsert.path(field).asText();
    if (!NAME.matcher(name).matches()) {
      throw new RejectedException(
          "The route's upsert has no usable \""
              + field
              + "\". Give an API name such as Contact or Buyer_Key__c, then redeliver.",
          "upsert without " + field);
    }
    return name;
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }
}
