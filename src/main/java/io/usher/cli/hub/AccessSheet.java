package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What commands about users and tokens share. */
final class AccessSheet {

  private AccessSheet() {}

  static String customers(JsonNode of) {
    String names = list(of.path("customers"));
    return names.isEmpty() ? "all" : names;
  }

  static String list(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  static void put(ObjectNode body, String field, List<String> words) {
    ArrayNode list = body.putArray(field);
    words.forEach(list::add);
  }
}
