package io.usher.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.connector.ConnectorContract;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import io.usher.outbox.Failure;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class MailConnectorTest extends ConnectorContract {

  private static final ScriptedSmtp SERVER = new ScriptedSmtp();

  private String destination = "receipts";

  @DynamicPropertySource
  static void scripted(DynamicPropertyRegistry settings) {
    settings.add("scripted.mail.host", () -> "127.0.0.1");
    settings.add("scripted.mail.port", SERVER::port);
    settings.add("scripted.mail.username", () -> "boxoffice");
    settings.add("scripted.mail.password", () -> StandIns.SECRET);
    settings.add("scripted.mail.startTls", () -> "false");
    settings.add("scripted.mail.from", () -> "boxoffice@example.com");
  }

  @BeforeEach
  void aSecondServerThatIsMoody() throws Exception {
    if (context.getRoute("scripted-receipts") == null) {
      String receipts = file("routes/demo/receipts.camel.yaml");
      load(
          "scripted-receipts.camel.yaml",
          receipts
              .replace("id: receipts", "id: scripted-receipts")
              .replace("outbox:receipts", "outbox:scripted-receipts")
              .replace("demo.mail", "scripted.mail"));
    }
  }

  @Override
  protected Exchange deliver() {
    return deliver(Sample.of("purchase-single"), destination);
  }

  @Override
  protected int arrived() {
    return StandIns.MAIL.getReceivedMessages().length;
  }

  @Override
  protected void outage() {
    server("RCPT", "450 later, dana.whitfield@example.com");
  }

  @Override
  protected void refusal() {
    server("RCPT", "550 no such user dana.whitfield@example.com");
  }

  @Override
  protected void wrongCredential() {
    server("AUTH", "535 wrong password");
  }

  private void server(String verb, String answer) {
    SERVER.says(verb, answer);
    destination = "scripted-receipts";
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 busy, false",
    "MAIL, 550 sender, true",
    "DATA, 451 later, false",
    "DATA, 554 spam, true",
    "CONNECT, 421 full, false",
  })
  void theAnswersFirstDigitDecides(String verb, String answer, boolean permanent) {
    server(verb, answer);
    assertThat(failure(deliver()).permanent()).isEqualTo(permanent);
  }

  @Test
  void theLetterIsAddressedToOnePersonOnly() throws Exception {
    delivered(
        Sample.of("purchase-single").with(d -> d.put("customer_name", "Zoë, \"Zo\" <x@y.z>;")),
        "receipts");
    MimeMessage mail = mail();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getAllRecipients()[0].toString()).endsWith("<dana.whitfield@example.com>");
    assertThat(((jakarta.mail.internet.InternetAddress) mail.getAllRecipients()[0]).getPersonal())
        .isEqualTo("Zoë, \"Zo\" <x@y.z>;");
  }

  @Test
  void theEnvelopeIsOurs() throws Exception {
    delivered(Sample.of("purchase-single"), "receipts");
    MimeMessage mail = mail();
    assertThat(((jakarta.mail.internet.InternetAddress) mail.getFrom()[0]).getPersonal())
        .isEqualTo("Hafenhalle Zürich, Kasse");
    assertThat(mail.getMessageID()).isEqualTo("<018f-delivery@example.com>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(((Multipart) mail.getContent()).getBodyPart(0).getContentType())
        .startsWith("text/plain");
    assertThat(java.util.Collections.list(mail.getAllHeaders()))
        .extracting(jakarta.mail.Header::getName)
        .containsOnly(
            "Return-Path",
            "Received",
            "Date",
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Auto-Submitted");
    assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a@x.example,b@x.example",
        "a@x.example;b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "\"a b\"@x.example",
        "A <a@x.example>",
        "a@localhost",
        "a@@x.example"
      })
  void withoutOnePlainAddressNobodyIsWrittenTo(String typed) {
    Exchange exchange =
        deliver(Sample.of("purchase-single").with(d -> d.put("customer_email", typed)), "receipts");
    Failure failure = failure(exchange);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure.sentence()).startsWith("The event has no deliverable e-mail address");
    assertThat(StandIns.MAIL.getReceivedMessages()).isEmpty();
  }

  private static MimeMessage mail() {
    assertThat(StandIns.MAIL.getReceivedMessages()).hasSize(1);
    return StandIns.MAIL.getReceivedMessages()[0];
  }
}
