package io.usher.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How connections are kept open for the next mail. */
class SmtpServerTest {

  private final ScriptedSmtp server = new ScriptedSmtp();
  private JavaMailSender sender;

  @BeforeEach
  void connect() {
    SmtpServer settings = new SmtpServer();
    settings.setHost("127.0.0.1");
    settings.setPort(server.port());
    settings.setUsername("boxoffice");
    settings.setPassword("secret");
    settings.setStartTls(false);
    sender = settings.createJavaMailSender(new DefaultCamelContext());
  }

  @Test
  void oneMailAfterTheOtherGoesOverOneConnection() throws Exception {
    for (int i = 0; i < 20; i++) {
      sender.send(mail());
    }
    assertThat(server.connections()).isOne();
  }

  @Test
  void aConnectionIsNotUsedForEver() throws Exception {
    for (int i = 0; i < 60; i++) {
      sender.send(mail());
    }
    assertThat(server.connections()).isEqualTo(2);
    await().until(() -> server.open() == 1);
  }

  @Test
  void whereTheServerHungUpANewOneIsMade() throws Exception {
    sender.send(mail());
    server.cut();
    sender.send(mail());
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aServerThatIsTiredOfAConnectionGetsTheMailOverANewOne() throws Exception {
    server.tiresAfter(1);
    sender.send(mail());
    sender.send(mail());
    sender.send(mail());
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void afterARefusalTheNextMailHasAFreshConnection() throws Exception {
    sender.send(mail());
    server.says("RCPT", "550 no such user");
    assertThatThrownBy(() -> sender.send(mail())).isInstanceOf(MessagingException.class);
    await().until(() -> server.open() == 0);
    server.says("NOOP", "250 ok");
    int before = server.connections();
    sender.send(mail());
    assertThat(server.connections()).isEqualTo(before + 1);
  }

  @Test
  void aServerThatSaysItIsFullIsNotAskedWithTheMailAgain() {
    server.says("CONNECT", "421 full");
    assertThatThrownBy(() -> sender.send(mail())).isInstanceOf(MessagingException.class);
    assertThat(server.connections()).isOne();
  }

  @Test
  void oneThatIsLentIsNotLentTwice() {
    Transport connection = new Idling(new AtomicBoolean());
    OpenConnections open = new OpenConnections(10_000);
    open.giveBack(connection, 3);
    assertThat(open.take()).isEqualTo(new OpenConnections.Open(connection, 3));
    assertThat(open.take()).isNull();
  }

  @Test
  void oneThatNobodyUsesIsClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    OpenConnections open = new OpenConnections(50);
    open.giveBack(new Idling(closed), 1);
    await().untilTrue(closed);
    assertThat(open.take()).isNull();
  }

  private static MimeMessage mail() throws MessagingException {
    MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
    mail.setFrom("boxoffice@example.com");
    mail.setRecipients(Message.RecipientType.TO, "dana.whitfield@example.com");
    mail.setSubject("Your tickets");
    mail.setText("Two tickets.");
    return mail;
  }

  /** Only tells when it is closed. */
  private static final class Idling extends Transport {

    private final AtomicBoolean closed;

    Idling(AtomicBoolean closed) {
      super(Session.getInstance(new Properties()), new URLName("smtp://127.0.0.1"));
      this.closed = closed;
    }

    @Override
    public void sendMessage(Message mail, jakarta.mail.Address[] to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized boolean isConnected() {
      return !closed.get();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
