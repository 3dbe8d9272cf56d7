package io.usher.connector.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JqWordsTest extends Destinations {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "\"52.50\"        | decimal                | 52.50",
        "7                | decimal                | 7",
        "\"\"             | decimal                | -",
        "\"free\"         | decimal                | -",
        "[\"0.10\",\"0.20\",null] | sum            | 0.30",
        "[]               | sum                    | -",
        "\"1234.5\"       | money(\"CAD\"; \"en-CA\")  | \"$1,234.50\"",
        "\"-20\"          | money(\"USD\"; \"en-CA\")  | \"-US$20.00\"",
        "\"1234\"         | money(\"JPY\"; \"en-US\")  | \"¥1,234\"",
        "\"12.5\"         | money(\"no\"; \"en-CA\")   | \"12.50\"",
        "null             | money(\"CAD\"; \"en-CA\")  | -",
        "\"abcdef\"       | clip(3)                | \"abc\"",
        "\"ab🎭\"         | clip(3)                | \"ab\"",
        "null             | clip(3)                | -",
        "\" a@x.example \" | email_address         | \"a@x.example\"",
        "\"a@x.example,b@x.example\" | email_address | -",
        "5                | email_address          | -",
        "\"2027-02-06T02:00:00Z\" | local_time(\"America/Edmonton\"; \"en-CA\"; \"EEEE HH:mm\") | \"Friday 19:00\"",
        "\"2027-02-06T02:00:00+01:00\" | local_time(\"UTC\"; \"en-CA\"; \"HH:mm\") | \"01:00\"",
        "\"tomorrow\"     | local_time(\"UTC\"; \"en-CA\"; \"HH:mm\") | -",
        "null             | local_time(\"UTC\"; \"en-CA\"; \"HH:mm\") | -",
      })
  void wordsMean(String input, String expression, String result) throws IOException {
    JsonNode seen = evaluate(new ObjectMapper().readTree(input), expression);
    assertThat(seen == null ? null : seen.toString()).isEqualTo(result);
  }

  @Test
  void theEventAndTheDeliveryAreKnown() {
    assertThat(evaluate(Sample.of("purchase-single").payload(), "[event, delivery]"))
        .hasToString(
            "[{\"id\":\"018f-event\",\"type\":\"invoice.purchase\",\"customer\":\"demo\","
                + "\"source\":\"showpass\",\"receivedAt\":\"2026-05-04T18:30:00Z\","
                + "\"transaction\":\"d7-cdcb-52e6-a6e1-8fccb0142b8c\"},"
                + "{\"id\":\"018f-delivery\",\"attempts\":3}]");
  }

  private JsonNode evaluate(JsonNode input, String expression) {
    Exchange exchange = new DefaultExchange(context);
    Sample sample = Sample.of("purchase-single");
    exchange.getMessage().setBody(input);
    exchange.setVariable("event", sample.event());
    exchange.setVariable("delivery", sample.delivery("receipts", 3));
    return context
        .resolveLanguage("jq")
        .createExpression(expression)
        .evaluate(exchange, JsonNode.class);
  }
}
