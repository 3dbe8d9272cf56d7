package io.usher.connector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.HtmlUtils;

/** Whatever a buyer types arrives as the text it is, and does nothing. */
class HostileTextTest extends Destinations {

  static String[] typed() {
    return new String[] {
      "=HYPERLINK(\"http://x\")",
      "${exec:id}",
      "<script>alert(1)</script>",
      "{{x}}",
      "[[${7*7}]] [(${7*7})]",
      "a\r\nBcc: b@example.com",
      "half \ud800 character",
      "\ud83c\udfad O’Neill 李小龍",
      "\"; drop \\ 'table'",
      "x".repeat(5000),
    };
  }

  @ParameterizedTest
  @MethodSource("typed")
  void arrivesAsText(String typed) throws Exception {
    Sample sample =
        Sample.of("purchase-single")
            .with(
                d -> {
                  d.put("customer_name", typed);
                  ((com.fasterxml.jackson.databind.node.ObjectNode) d.at("/invoice_items/0"))
                      .put("ticket_type_name", typed);
                });
    String whole = typed.replace('\ud800', '\ufffd').replace("\ufffd\udfad", "\ud83c\udfad");

    delivered(sample, "salesforce");
    assertThat(whole)
        .startsWith(
            StandIns.ORG.records("Ticket_Order__c").get(0).get("Buyer_Name__c").asText().strip());

    delivered(sample, "sales-sheet");
    var rows = StandIns.SPREADSHEET.rows("Sales");
    assertThat(rows.get(rows.size() - 1).get(4).asText()).isEqualTo(whole);

    delivered(sample, "receipts");
    assertThat(StandIns.MAIL.getReceivedMessages()).hasSize(1);
    MimeMessage mail = StandIns.MAIL.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("Bcc")).isNull();
    String seen = whole.replace("\r\n", "\n");
    assertThat(MailTest.part(mail, 0)).contains("1 × " + seen);
    assertThat(HtmlUtils.htmlUnescape(MailTest.part(mail, 1))).contains(seen);
    assertThat(MailTest.part(mail, 1)).doesNotContain("<script>");
  }
}
