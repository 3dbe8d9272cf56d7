package io.usher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailConnectException;
import org.junit.jupiter.api.Test;

class MailTest extends SandboxTest {

  @Test
  void aMailIsKeptAsItsReaderSeesIt() throws Exception {
    send("Reçu – Zoë ✓", "sandbox-secret");
    JsonNode mail = get("/mails").body().path(0);
    assertThat(mail.path("subject").asText()).isEqualTo("Reçu – Zoë ✓");
    assertThat(mail.path("from").asText())
        .isEqualTo("Harbour Hall Box Office <boxoffice@example.com>");
    assertThat(mail.path("to").asText()).isEqualTo("zoe@example.com");
    assertThat(mail.path("recipients")).isEqualTo(json("['zoe@example.com','copy@example.com']"));
    assertThat(mail.path("text").asText().strip()).isEqualTo("Merci Zoë");
    assertThat(mail.path("html").asText().strip()).isEqualTo("<h1>Merci Zoë</h1>");
    assertThat(mail.path("messageId").asText()).isNotBlank();
    assertThat(mail.path("receivedAt").asText()).endsWith("Z");
  }

  @Test
  void aMailForTwoIsKeptOnceAndTheNewestIsLast() throws Exception {
    send("first", "sandbox-secret");
    send("second", "sandbox-secret");
    JsonNode mails = get("/mails").body();
    assertThat(mails.size()).isEqualTo(2);
    assertThat(mails.path(1).path("subject").asText()).isEqualTo("second");
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertThatThrownBy(() -> send("x", "guess")).isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void whoDoesNotLogInIsRefused() {
    assertThatThrownBy(() -> send("x", null)).isInstanceOf(MessagingException.class);
    assertThat(get("/mails").body().size()).isZero();
  }

  @Test
  void anOutageClosesThePortAndTheSamePortOpensAgain() throws Exception {
    post("/mail/down");
    assertThatThrownBy(() -> send("x", "sandbox-secret")).isInstanceOf(MailConnectException.class);
    assertThat(get("/state").http().body()).contains("\"name\":\"mail\",\"up\":false");
    post("/mail/up");
    send("after", "sandbox-secret");
    assertThat(get("/mails").body().path(0).path("subject").asText()).isEqualTo("after");
  }

  private void send(String subject, String password) throws MessagingException {
    Session session = session(password != null);
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom("Harbour Hall Box Office <boxoffice@example.com>");
    mail.setRecipient(RecipientType.TO, new InternetAddress("zoe@example.com"));
    mail.setSubject(subject, StandardCharsets.UTF_8.name());
    MimeBodyPart text = new MimeBodyPart();
    text.setText("Merci Zoë", StandardCharsets.UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setContent("<h1>Merci Zoë</h1>", "text/html; charset=UTF-8");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("boxoffice", password);
      transport.sendMessage(mail, InternetAddress.parse("zoe@example.com, copy@example.com"));
    }
  }

  private Session session(boolean login) {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put("mail.smtp.port", environment.getRequiredProperty("usher.sandbox.smtp-port"));
    settings.put("mail.smtp.auth", String.valueOf(login));
    return Session.getInstance(settings);
  }
}
