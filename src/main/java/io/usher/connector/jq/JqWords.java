package io.usher.connector.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.connector.EmailAddress;
import io.usher.event.Amount;
import io.usher.event.Delivery;
import io.usher.event.Event;
import java.math.BigDecimal;
import java.util.Optional;
import net.thisptr.jackson.jq.Function;
import org.apache.camel.Exchange;
import org.apache.camel.language.jq.JqFunctions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The words that routes may use in jq besides jq's own. Camel's jq takes every bean of this type; a
 * bean's name is the word, a slash and its number of arguments.
 */
@Configuration(proxyBeanMethods = false)
class JqWords {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  /** The event that is carried: id, type, customer, source, receivedAt, transaction. */
  @Bean("event/0")
  Function event() {
    return new Word((in, args) -> event(variable("event", Event.class)));
  }

  /** The delivery that is tried: id, attempts. */
  @Bean("delivery/0")
  Function delivery() {
    return new Word((in, args) -> delivery(variable("delivery", Delivery.class)));
  }

  /** An exact number from a number or a text with one; null for anything else. */
  @Bean("decimal/0")
  Function decimal() {
    return new Word((in, args) -> number(Amount.read(in)));
  }

  /** The exact sum of a list of amounts, numbers or text; null when there is none in it. */
  @Bean("sum/0")
  Function sum() {
    return new Word(
        (in, args) ->
            number(in.valueStream().flatMap(v -> Amount.read(v).stream()).reduce(BigDecimal::add)));
  }

  /** An amount as people write it: {@code money("CAD"; "en-CA")} makes "$52.50" of "52.5". */
  @Bean("money/2")
  Function money() {
    return new Word(
        (in, args) ->
            text(Amount.read(in).map(amount -> Wording.money(amount, args.get(0), args.get(1)))));
  }

  /**
   * A UTC time on the clock of a place: {@code local_time("America/Edmonton"; "en-CA"; "HH:mm")}.
   */
  @Bean("local_time/3")
  Function localTime() {
    return new Word(
        (in, args) -> text(Wording.localTime(in.asText(), args.get(0), args.get(1), args.get(2))));
  }

  /** At most so many characters (UTF-16 units, as other systems count), never half of one. */
  @Bean("clip/1")
  Function clip() {
    return new Word(
        (in, args) ->
            in.isTextual()
                ? TextNode.valueOf(Wording.clip(in.textValue(), Integer.parseInt(args.get(0))))
                : in);
  }

  /** The input when it is exactly one valid e-mail address, otherwise null. */
  @Bean("email_address/0")
  Function emailAddress() {
    return new Word(
        (in, args) -> text(in.isTextual() ? EmailAddress.of(in.textValue()) : Optional.empty()));
  }

  private static <T> @Nullable T variable(String name, Class<T> type) {
    Exchange exchange = JqFunctions.EXCHANGE_LOCAL.get();
    return exchange == null ? null : exchange.getVariable(name, type);
  }

  private static @Nullable JsonNode event(@Nullable Event event) {
    return event == null
        ? null
        : NODES
            .objectNode()
            .put("id", event.id())
            .put("type", event.type())
            .put("customer", event.customer())
            .put("source", event.source())
            .put("receivedAt", event.receivedAt().toString())
            .put("transaction", event.transaction());
  }

  private static @Nullable JsonNode delivery(@Nullable Delivery delivery) {
    return delivery == null
        ? null
        : NODES.objectNode().put("id", delivery.id()).put("attempts", delivery.attempts());
  }

  private static @Nullable JsonNode number(Optional<BigDecimal> value) {
    return value.map(DecimalNode::valueOf).orElse(null);
  }

  private static @Nullable JsonNode text(Optional<String> value) {
    return value.map(TextNode::valueOf).orElse(null);
  }
}
