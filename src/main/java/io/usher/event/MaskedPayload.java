package io.usher.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A payload fit to be shown: barcodes admit to the show, so they are hidden. */
public final class MaskedPayload {
  private static final String BARCODE = "barcode_string";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private MaskedPayload() {}

  public static String of(byte[] payload) {
    return formatted(payload, true);
  }

  /** With barcodes, for whoever asked for them. */
  public static String withBarcodes(byte[] payload) {
    return formatted(payload, false);
  }

  private static String formatted(byte[] payload, boolean masked) {
    try {
      JsonNode tree = MAPPER.readTree(payload);
      if (masked) {
        tree.findParents(BARCODE).forEach(MaskedPayload::mask);
      }
      return MAPPER.writeValueAsString(tree);
    } catch (IOException notJson) {
      return "The payload isn't JSON. See its bytes with: usher event payload <id>";
    }
  }

  private static void mask(JsonNode ticket) {
    if (!ticket.path(BARCODE).isNull()) {
      ((ObjectNode) ticket).put(BARCODE, "•••");
    }
  }
}
