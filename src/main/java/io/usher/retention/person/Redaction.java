package io.usher.retention.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payload without one person's data. It stays JSON of the same shape, so routes still run.
 *
 * @param payload null when nothing of it could be kept
 */
record Redaction(Role role, byte @Nullable [] payload) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  /** Empty when the person isn't in it. */
  static Optional<Redaction> of(byte[] payload, SoughtAddress person) {
    String text = new String(payload, UTF_8);
    boolean plain = text.indexOf('\\') < 0;
    if (plain && !person.isIn(text)) {
      return Optional.empty();
    }
    try {
      return of(JSON.readTree(text), person);
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException unreadable) {
      return person.isIn(text)
          ? Optional.of(new Redaction(Role.MENTIONED, null))
          : Optional.empty();
    }
  }

  private static Optional<Redaction> of(JsonNode payload, SoughtAddress person)
      throws JsonProcessingException {
    if (!mentions(payload, person)) {
      return Optional.empty();
    }
    Role role =
        payload instanceof ObjectNode object
            ? PersonalFields.erase(object, person)
            : Role.MENTIONED;
    return Optional.of(
        role == Role.MENTIONED || mentions(payload, person)
            ? new Redaction(Role.MENTIONED, null)
            : new Redaction(role, JSON.writeValueAsBytes(payload)));
  }

  /** In any text or field name, at any depth. */
  private static boolean mentions(JsonNode node, SoughtAddress person) {
    if (node.isTextual()) {
      return person.isIn(node.textValue());
    }
    return node.propertyStream().anyMatch(field -> person.isIn(field.getKey()))
        || node.valueStream().anyMatch(child -> mentions(child, person));
  }
}
