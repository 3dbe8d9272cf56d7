package io.usher.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.check.WorkFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTrialTest {

  private static Trial demo;

  @BeforeAll
  static void theShippedRoutes() {
    WorkFiles files = WorkFiles.read(Path.of(""), Path.of("config/customers"), Path.of("routes"));
    demo = new Trial(files, "demo", name -> null);
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  private static Tried on(String sample) {
    return demo.on(TrialEvent.sample("demo", sample));
  }

  private static JsonNode sent(String sample, String destination) {
    Reached reached = on(sample).at(destination).orElseThrow();
    assertThat(reached.failure()).isNull();
    assertThat(reached.sendings()).hasSize(1);
    return reached.sendings().get(0).content();
  }

  @Test
  void aPurchaseGoesToItsThreeDestinations() {
    Tried tried = on("purchase-single");
    assertThat(tried.status()).isEqualTo("ROUTED");
    assertThat(tried.destinations()).containsExactly("salesforce", "receipts", "sales-sheet");
  }

  @Test
  void aTestIsRoutedToNowhere() {
    assertThat(on("test").status()).isEqualTo("ROUTED");
    assertThat(on("test").reached()).isEmpty();
  }

  @Test
  void theMailIsShownAsItWouldBeRead() {
    JsonNode mail = sent("purchase-multi", "receipts");
    assertThat(mail.path("to").asText()).contains("@example.com");
    assertThat(mail.path("subject").asText()).startsWith("Your order at Harbour Hall");
    assertThat(mail.path("from").asText()).contains("boxoffice@example.com");
    assertThat(mail.path("text").asText()).contains("Harbour Hall");
    assertThat(mail.path("html").asText()).contains("<html");
  }

  @Test
  void theRecordsAreShownWithTheirFields() {
    JsonNode records = sent("purchase-single", "salesforce").path("records");
    assertThat(records.findValuesAsText("object"))
        .contains("Contact", "Ticket_Order__c", "Ticket_Order_Line__c");
    assertThat(records.get(0).path("key").asText()).isEqualTo("Buyer_Key__c");
    assertThat(records.get(1).at("/fields/Gross_Revenue__c").asText()).isEqualTo("49.40");
  }

  @Test
  void theRowsAreShownWithTheirTab() {
    JsonNode sheet = sent("purchase-single", "sales-sheet");
    assertThat(sheet.path("range").asText()).isEqualTo("'Sales'!A:A");
    assertThat(sheet.path("rows").path(0).size()).isEqualTo(18);
  }

  @Test
  void everySampleCanBeTried() {
    for (TrialEvent event : TrialEvent.samples("demo")) {
      Tried tried = demo.on(event);
      assertThat(tried.status()).as(event.name()).isEqualTo("ROUTED");
      assertThat(tried.reached()).as(event.name()).allMatch(r -> r.failure() == null);
    }
  }
}
