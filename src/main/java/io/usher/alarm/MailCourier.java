package io.usher.alarm;

import io.usher.customer.AlarmRecipients;
import io.usher.store.AlarmNotice;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** By mail, in plain text. */
@Component
class MailCourier implements Courier {

  private static final String TIMEOUT_MS = "10000";

  private final MailSettings settings;

  MailCourier(MailSettings settings) {
    this.settings = settings;
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  @Override
  public void bring(AlarmNotice notice, AlarmRecipients to) throws Undelivered {
    if (settings.host().isBlank()) {
      throw new Undelivered(
          "No mail server is set. Set usher.alarm.mail.host in config/application.yaml.");
    }
    try {
      send(message(notice, to));
    } catch (MessagingException e) {
      throw new Undelivered(
          "The mail server %s:%d did not take it (%s)."
              .formatted(settings.host(), settings.port(), e.getClass().getSimpleName()),
          e);
    }
  }

  private MimeMessage message(AlarmNotice notice, AlarmRecipients to) throws MessagingException {
    MimeMessage message = new Identified(Session.getInstance(properties()), notice.id());
    message.setFrom(new InternetAddress(settings.from(), true));
    for (String address : to.mail()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
    }
    message.setSubject("[Usher] " + notice.title(), "UTF-8");
    message.setText(Letter.lines(notice), "UTF-8");
    message.setSentDate(new Date());
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  private void send(MimeMessage message) throws MessagingException {
    Transport transport = message.getSession().getTransport("smtp");
    try (transport) {
      String user = settings.user().isBlank() ? null : settings.user();
      transport.connect(
          settings.host(), settings.port(), user, user == null ? null : settings.password());
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isBlank()));
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.startTls()));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.startTls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  /** A notice that is sent again has the same Message-ID, so that a mailbox shows it once. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@usher>");
    }
  }
}
