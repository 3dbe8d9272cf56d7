package io.usher.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day's sales, asked for over the API. */
class SalesTest {

  private static final Duration COUNTED_ANEW = Duration.ofSeconds(30);

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void sample(String name) throws IOException {
    assertThat(hub.post(text(name)).statusCode()).isEqualTo(202);
  }

  private static String text(String name) throws IOException {
    try (InputStream in = SalesTest.class.getResourceAsStream("/samples/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> answer(String path) {
    return hub.send(hub.asAdmin(path).GET().build());
  }

  /** Of today, as soon as that many events are counted. */
  private JsonNode sales(int events) {
    return await()
        .atMost(COUNTED_ANEW)
        .until(
            () -> hub.get("/api/v1/sales"),
            sales -> sales.path("complete").asBoolean() && sales.path("events").asInt() == events);
  }

  private static String revenue(JsonNode sum) {
    return sum.path("amounts").findValuesAsText("grossRevenue")
        + " "
        + sum.path("amounts").findValuesAsText("currency");
  }

  @Test
  void ordersTicketsAndMoneyAddUpByShow() throws IOException {
    for (String sample :
        List.of(
            "purchase-multi",
            "purchase-membership",
            "purchase-account-credit",
            "purchase-numeric-amounts",
            "purchase-free",
            "test",
            "transfer-recipient",
            "transferred-original")) {
      sample(sample);
    }
    JsonNode day = sales(8);
    assertThat(day.path("customer").asText()).isEqualTo("demo");
    assertThat(day.path("timeZone").asText()).isEqualTo("UTC");
    assertThat(day.at("/sold/orders").asInt()).isEqualTo(5);
    assertThat(day.at("/sold/items").asInt()).isEqualTo(5 + 1 + 1 + 1 + 3);
    assertThat(revenue(day.path("sold"))).isEqualTo("[694.85, 58.00] [CAD, USD]");
    assertThat(day.path("transfers").asInt()).as("both halves are one").isEqualTo(1);
    assertThat(day.at("/left/others").asInt()).as("the test").isEqualTo(1);
    assertThat(day.path("shows").findValuesAsText("name"))
        .contains("Prairie Sound Festival — Day 1", "Harbour Lights Gala");
    JsonNode first = day.path("shows").get(0);
    assertThat(first.path("name").asText()).isEqualTo("Prairie Sound Festival — Day 1");
    assertThat(first.path("startsAt").asText()).isEqualTo("2027-07-09T18:00:00Z");
    assertThat(revenue(first.path("sold"))).isEqualTo("[474.85] [CAD]");
    assertThat(first.path("items").toString())
        .isEqualTo(
            """
            [{"name":"Festival Hoodie","sold":2,"returned":0},\
            {"name":"General Admission","sold":2,"returned":0},\
            {"name":"VIP Balcony","sold":1,"returned":0}]""");
    assertThat(day.at("/payments").findValuesAsText("type"))
        .containsExactly("credit", "free", "payment_plan");
    long inHours = 0;
    for (JsonNode hour : day.path("hours")) {
      inHours += hour.asLong();
    }
    assertThat(inHours).isEqualTo(5);
  }

  /** One sample has its amounts below zero, the other above. */
  @Test
  void refundsAndVoidsAreToldApartFromWhatWasSoldWhateverTheirSign() throws IOException {
    sample("refund-full");
    sample("refund-partial");
    sample("void");
    JsonNode day = sales(3);
    assertThat(day.at("/sold/orders").asInt()).isZero();
    assertThat(day.at("/refunded/orders").asInt()).isEqualTo(2);
    assertThat(revenue(day.path("refunded"))).isEqualTo("[287.00] [CAD]");
    assertThat(day.at("/voided/items").asInt()).isEqualTo(2);
    assertThat(revenue(day.path("voided"))).isEqualTo("[98.80] [CAD]");
    JsonNode gala = day.path("shows").get(1);
    assertThat(gala.path("name").asText()).isEqualTo("Harbour Lights Gala");
    assertThat(gala.at("/returned/orders").asInt()).isEqualTo(2);
    assertThat(revenue(gala.path("returned"))).isEqualTo("[148.20] [CAD]");
  }

  @Test
  void whatComesTwiceCountsOnceAndWhatIsQuarantinedOnlyOnceItIsReleased() throws IOException {
    sample("purchase-single");
    sample("purchase-single");
    hub.post(text("purchase-single").replace("General Admission", "VIP Balcony"));
    JsonNode day = sales(2);
    assertThat(day.at("/sold/orders").asInt()).isEqualTo(1);
    assertThat(day.at("/left/held").asInt()).isEqualTo(1);
    String held = hub.get("/api/v1/events?status=QUARANTINED").at("/items/0/id").asText();
    hub.command("/api/v1/events/" + held + "/release");
    await()
        .atMost(COUNTED_ANEW)
        .untilAsserted(
            () -> assertThat(hub.get("/api/v1/sales").at("/sold/orders").asInt()).isEqualTo(2));
  }

  @Test
  void anotherDayHasSalesOfItsOwn() throws IOException {
    sample("purchase-single");
    sales(1);
    LocalDate before = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(2);
    JsonNode day = hub.get("/api/v1/sales?customer=demo&day=" + before);
    assertThat(day.path("day").asText()).isEqualTo(before.toString());
    assertThat(day.path("complete").asBoolean()).isTrue();
    assertThat(day.path("events").asInt()).isZero();
  }

  @Test
  void aDayOrACustomerThatThereCannotBeIsRefusedWithASentence() {
    for (String day : List.of("yesterday", "2027-02-30", "0001-01-01", "99999-01-01")) {
      HttpResponse<String> answer = answer("/api/v1/sales?day=" + day);
      assertThat(answer.statusCode()).as(day).isEqualTo(400);
      assertThat(answer.body()).contains("The parameter day must be a date such as 2027-02-06.");
    }
    assertThat(answer("/api/v1/sales?customer=nobody").statusCode()).isEqualTo(404);
  }
}
