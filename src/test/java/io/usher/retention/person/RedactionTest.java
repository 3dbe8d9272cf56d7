package io.usher.retention.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.Payload;
import io.usher.testing.RunningHub;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes from a payload for one person, and what stays for the others and the counts. */
class RedactionTest {

  private static final SoughtAddress ZOE = SoughtAddress.of(" Zoe@Example.com ");
  private static final SoughtAddress JUERGEN = SoughtAddress.of("juergen@example.com");

  @Test
  void ofTheBuyerAllFieldsAndOwnTicketsGoAndTheSaleStays() throws IOException {
    JsonNode before = RunningHub.json(sample("purchase-multi"));
    Redaction redaction = Redaction.of(sample("purchase-multi").getBytes(UTF_8), ZOE).orElseThrow();
    assertThat(redaction.role()).isEqualTo(Role.BUYER);
    String text = new String(redaction.payload(), UTF_8);
    assertThat(text)
        .doesNotContainIgnoringCase("zoe@example.com")
        .doesNotContain("Zoë", "Ångström", "+14035550123", "2000000QX", "4000000QX", "5000000QX");
    JsonNode after = RunningHub.json(text);
    assertThat(after.at("/data/customer_name").asText()).isEqualTo("[erased]");
    assertThat(after.at("/data/customer_email").isNull()).isTrue();
    assertThat(after.at("/data/customer_phone_number").isNull()).isTrue();
    assertThat(after.at("/data/ticket_items/0/barcode_string").asText()).isEqualTo("[erased]");
    assertThat(after.at("/data/invoice_items")).isEqualTo(before.at("/data/invoice_items"));
    assertThat(after.at("/data/gross_revenue").asText()).isEqualTo("474.85");
    assertThat(after.at("/data/ticket_items/1"))
        .as("somebody else's ticket")
        .isEqualTo(before.at("/data/ticket_items/1"));
    assertThat(Payload.read(redaction.payload(), "invoice.purchase").at("/data/ticket_items"))
        .hasSize(5);
  }

  @Test
  void ofATicketsHolderOnlyTheTicketsFieldsGo() throws IOException {
    JsonNode before = RunningHub.json(sample("purchase-multi"));
    Redaction redaction =
        Redaction.of(sample("purchase-multi").getBytes(UTF_8), JUERGEN).orElseThrow();
    assertThat(redaction.role()).isEqualTo(Role.HOLDER);
    String text = new String(redaction.payload(), UTF_8);
    assertThat(text).doesNotContain("juergen@example.com", "Jürgen", "Müller", "3000000QX");
    JsonNode after = RunningHub.json(text);
    assertThat(after.at("/data/customer_name")).isEqualTo(before.at("/data/customer_name"));
    assertThat(after.at("/data/ticket_items/0")).isEqualTo(before.at("/data/ticket_items/0"));
    assertThat(after.at("/data/ticket_items/1/event_id").asText()).isEqualTo("474990");
    assertThat(after.at("/data/ticket_items/1/id").asLong()).isEqualTo(41000003);
  }

  @Test
  void aFieldThatNobodyKnowsGoesWithTheBuyerWhateverItsForm() {
    JsonNode after =
        buyer(
            """
            "customer_name":"Zoë","dietary_needs":"nuts","answers":[{"q":"Age?","a":"41"}],"age":41,
            "home_phone":"+1403","currency":"CAD","ticket_items":[{"id":7,"email_on_ticket":null,"seat_note":"wheelchair"}]""");
    assertThat(after.at("/data").toString())
        .isEqualTo(
            """
            {"customer_email":null,"customer_name":"[erased]","dietary_needs":"[erased]","answers":null,"age":null,\
            "home_phone":null,"currency":"CAD","ticket_items":[{"id":7,"email_on_ticket":null,"seat_note":"[erased]"}]}""");
  }

  @Test
  void amountsKeepTheirExactForm() {
    assertThat(buyer("\"net_sales\":52.50,\"gross_revenue\":1e3").at("/data").toString())
        .contains("52.5");
    Redaction redaction =
        Redaction.of(event("\"net_sales\":52.50").getBytes(UTF_8), ZOE).orElseThrow();
    assertThat(new String(redaction.payload(), UTF_8)).contains("\"net_sales\":52.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"note\":\"write to zoe@example.com\"",
        "\"customer_email\":\"dana@example.com\",\"cc\":[{\"to\":\"ZOE@EXAMPLE.COM\"}]",
        "\"link\":\"https://example.com/?to=zoe%40example.com&x=1\"",
        "\"zoe@example.com\":1",
        "\"customer_email\":[\"zoe@example.com\"]"
      })
  void anAddressWhereNobodyCanSayWhatBelongsToItTakesTheWholePayload(String data) {
    Redaction redaction =
        Redaction.of(("{\"id\":\"1\",\"data\":{" + data + "}}").getBytes(UTF_8), ZOE).orElseThrow();
    assertThat(redaction).isEqualTo(new Redaction(Role.MENTIONED, null));
  }

  @Test
  void anAddressOnAnUnknownFieldOfTheOwnSaleGoesWithIt() {
    assertThat(buyer("\"contact\":\"zoe@example.com\"").at("/data/contact").asText())
        .isEqualTo("[erased]");
  }

  @Test
  void anEscapedAddressIsFoundToo() {
    String escaped = event("\"x\":1").replace("zoe@", "\\u007aoe\\u0040");
    assertThat(escaped).doesNotContain("zoe@");
    assertThat(Redaction.of(escaped.getBytes(UTF_8), ZOE))
        .hasValueSatisfying(redaction -> assertThat(redaction.role()).isEqualTo(Role.BUYER));
  }

  @Test
  void whatCantBeParsedGoesAsAWhole() {
    assertThat(Redaction.of("{\"a\": zoe@example.com".getBytes(UTF_8), ZOE))
        .hasValue(new Redaction(Role.MENTIONED, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chloezoe@example.com",
        "x.zoe@example.com",
        "zoe@example.com.au",
        "zoe@example.community",
        "zoe@example"
      })
  void anotherPersonsLongerAddressIsNotThisOne(String other) {
    String payload = event("\"x\":1").replace("Zoe@example.com", other);
    assertThat(payload).contains(other);
    assertThat(Redaction.of(payload.getBytes(UTF_8), ZOE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "zoe", "zoe@", "@example.com", "a@b, c@d", "Zoe <zoe@example.com>", "a@b@c"})
  void onlyOneAddressIsTaken(String typed) {
    assertThatThrownBy(() -> SoughtAddress.of(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The field email must be one e-mail address, such as dana@example.com.");
  }

  private static JsonNode buyer(String data) {
    Redaction redaction = Redaction.of(event(data).getBytes(UTF_8), ZOE).orElseThrow();
    assertThat(redaction.role()).isEqualTo(Role.BUYER);
    return RunningHub.json(new String(redaction.payload(), UTF_8));
  }

  private static String event(String data) {
    return "{\"id\":\"1\",\"data\":{\"customer_email\":\"Zoe@example.com\"," + data + "}}";
  }

  private static String sample(String name) throws IOException {
    try (InputStream in = RedactionTest.class.getResourceAsStream("/samples/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
