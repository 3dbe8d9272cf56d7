package io.usher.cli.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** Turns samples into signed webhooks. Amounts keep their digits: 52.50 stays 52.50. */
record Signer(URI uri, String secret, EventOptions options) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  Webhook webhook(Sample sample, Changes changes, int position) {
    ObjectNode event = parsed(sample);
    byte[] body = sample.body();
    if (!options.isUnchanged()) {
      changes.apply(event, position);
      body = bytes(event);
    }
    return new Webhook(sample.name(), uri, signature(sample, event.path("id")), body);
  }

  private String signature(Sample sample, JsonNode id) {
    if (!id.isTextual()) {
      throw notSignable(sample, "has no text \"id\" at its top level, which is what is signed");
    }
    return options.forge()
        ? Signature.forged(id.textValue(), secret)
        : Signature.of(id.textValue(), secret);
  }

  private static ObjectNode parsed(Sample sample) {
    try {
      if (MAPPER.readTree(sample.body()) instanceof ObjectNode event) {
        return event;
      }
      throw notSignable(sample, "isn't a JSON object");
    } catch (IOException notJson) {
      throw notSignable(sample, "isn't JSON");
    }
  }

  private static CommandFailed notSignable(Sample sample, String why) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, "'" + sample.name() + "' " + why + ".");
  }

  private static byte[] bytes(ObjectNode event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
