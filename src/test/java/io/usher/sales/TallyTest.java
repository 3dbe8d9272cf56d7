package io.usher.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.event.EventStatus;
import io.usher.store.SaleLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What strangers may send, added up. */
class TallyTest {

  private static final ZoneId ZONE = ZoneId.of("America/St_Johns");
  private static final SaleDay DAY = new SaleDay("demo", LocalDate.of(2027, 2, 6), ZONE);
  private static final Instant AT = Instant.parse("2027-02-06T04:10:00Z");

  private final Tally tally = new Tally(ZONE);

  private void purchase(String data) {
    tally.add(row("invoice.purchase", EventStatus.ROUTED, "{\"data\":" + data + "}"));
  }

  private static SaleLog.Row row(String type, EventStatus status, String payload) {
    return new SaleLog.Row("id", type, status, AT, payload.getBytes(StandardCharsets.UTF_8));
  }

  private DaySales sales() {
    return tally.sales(DAY, true, AT);
  }

  @Test
  void theDayBeginsAtTheVenuesMidnight() {
    assertThat(DAY.begin()).isEqualTo("2027-02-06T03:30:00Z");
    assertThat(DAY.end()).isEqualTo("2027-02-07T03:30:00Z");
    purchase("{}");
    assertThat(sales().hours().get(0)).isEqualTo(1);
  }

  @Test
  void ticketsAreCountedWhereAnOrderHasNoLines() {
    purchase(
        """
        {"currency":"CAD","gross_revenue":99,"ticket_items":[
          {"event_name":"Gala","ticket_type_name":"GA"},{"event_name":"Gala","ticket_type_name":"GA"}]}""");
    assertThat(sales().sold().items()).isEqualTo(2);
    assertThat(sales().shows().get(0).items()).containsExactly(new DaySales.Item("GA", 2, 0));
    assertThat(sales().shows().get(0).sold().orders()).isEqualTo(1);
  }

  @Test
  void amountsAreAddedExactly() {
    for (int i = 0; i < 1000; i++) {
      purchase("{\"currency\":\"CAD\",\"gross_revenue\":\"0.10\"}");
    }
    assertThat(sales().sold().amounts().get(0).grossRevenue()).isEqualTo("100.00");
  }

  /** Such as what an exchange takes back. */
  @Test
  void aLineBelowZeroIsTakenOff() {
    purchase("{\"currency\":\"CAD\",\"gross_revenue\":\"30.00\"}");
    purchase("{\"currency\":\"CAD\",\"gross_revenue\":\"-10.00\"}");
    assertThat(sales().sold().amounts().get(0).grossRevenue()).isEqualTo("20.00");
  }

  @Test
  void whatCannotBeReadIsCountedAsSuch() {
    tally.add(row("invoice.purchase", EventStatus.ROUTED, "no JSON"));
    tally.add(new SaleLog.Row("id", "invoice.refund", EventStatus.ROUTED, AT, null));
    purchase("{\"gross_revenue\":\"a lot\",\"invoice_items\":[7,{\"quantity\":-3},{}]}");
    assertThat(sales().left()).isEqualTo(new DaySales.Left(0, 1, 1, 0));
    assertThat(sales().sold().orders()).isEqualTo(1);
    assertThat(sales().sold().items()).isEqualTo(1);
  }

  @Test
  void aNumberOfTicketsThatNobodyBuysOverflowsNothing() {
    for (int i = 0; i < 3; i++) {
      purchase("{\"invoice_items\":[{\"event_name\":\"Gala\",\"quantity\":9223372036854775807}]}");
    }
    assertThat(sales().sold().items()).isEqualTo(3_000_000);
  }

  @Test
  void howMuchIsKeptIsBoundedWhateverIsSent() {
    for (int i = 0; i < 2000; i++) {
      purchase(
          """
          {"currency":"X%1$d","gross_revenue":"1.00","payment_type":"p%1$d","invoice_items":[
            {"event_name":"Show %1$d %2$s","quantity":1},{"event_name":"One","ticket_type_name":"T%1$d"}]}"""
              .formatted(i, "x".repeat(1000)));
    }
    DaySales sales = sales();
    assertThat(sales.shows()).hasSizeLessThanOrEqualTo(301);
    assertThat(sales.shows()).allMatch(show -> show.items().size() <= 61);
    assertThat(sales.shows()).allMatch(show -> show.name().length() <= 200);
    assertThat(sales.payments()).hasSizeLessThanOrEqualTo(41);
    assertThat(sales.sold().amounts()).hasSizeLessThanOrEqualTo(11);
    assertThat(sales.sold().orders()).as("and yet all are counted").isEqualTo(2000);
    assertThat(sales.shows().stream().mapToLong(show -> show.sold().items()).sum()).isEqualTo(4000);
  }

  @Test
  void twoPartsAddUpToTheWhole() {
    Tally part = new Tally(ZONE);
    String gala =
        """
        {"data":{"currency":"CAD","gross_revenue":"10.00","payment_type":"cash",
          "invoice_items":[{"event_name":"Gala","quantity":2,"gross_revenue":"10.00"}]}}""";
    part.add(row("invoice.purchase", EventStatus.ROUTED, gala));
    tally.add(row("invoice.purchase", EventStatus.ROUTED, gala));
    tally.add(part);
    Tally whole = new Tally(ZONE);
    whole.add(row("invoice.purchase", EventStatus.ROUTED, gala));
    whole.add(row("invoice.purchase", EventStatus.ROUTED, gala));
    assertThat(sales()).isEqualTo(whole.sales(DAY, true, AT));
  }
}
