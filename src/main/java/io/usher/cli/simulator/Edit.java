package io.usher.cli.simulator;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.cli.terminal.CommandFailed;

/**
 * One change to an event, written {@code data.customer_name=Dana}, {@code
 * data.ticket_items[0].id=7} or {@code data.customer_email:=null}. The value after = takes the type
 * that stood there; after := it is JSON.
 */
record Edit(String path, String value, boolean json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Edit parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw wrong("'" + text + "' isn't a change. Write one such as data.customer_name=Dana.");
    }
    boolean json = text.charAt(equals - 1) == ':';
    return new Edit(text.substring(0, equals - (json ? 1 : 0)), text.substring(equals + 1), json);
  }

  void apply(ObjectNode event) {
    JsonPointer pointer = pointer();
    JsonNode parent = event.at(pointer.head());
    JsonPointer last = pointer.last();
    JsonNode changed = value(parent.at(last));
    if (parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), changed);
    } else if (parent instanceof ArrayNode array && array.has(last.getMatchingIndex())) {
      array.set(last.getMatchingIndex(), changed);
    } else {
      throw wrong("The event has no place for '" + path + "'. Name a field such as data.currency.");
    }
  }

  private JsonPointer pointer() {
    String written = path.startsWith("/") ? path : "/" + path.replaceAll("[.\\[]", "/");
    JsonPointer pointer = JsonPointer.compile(written.replace("]", ""));
    if (pointer.length() < 1 || pointer.last() == null) {
      throw wrong("'" + path + "' names no field. Write one such as data.customer_name.");
    }
    return pointer;
  }

  private JsonNode value(JsonNode old) {
    boolean keepsText = old.isTextual() || old.isMissingNode() || old.isNull();
    if (!json && keepsText) {
      return TextNode.valueOf(value);
    }
    try {
      return MAPPER.readTree(value);
    } catch (JsonProcessingException notJson) {
      if (json) {
        throw wrong("'" + value + "' for " + path + " isn't JSON. Put text in double quotes.");
      }
      return TextNode.valueOf(value);
    }
  }

  private static CommandFailed wrong(String sentence) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, sentence);
  }
}
