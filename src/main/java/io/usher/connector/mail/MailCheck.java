package io.usher.connector.mail;

import io.usher.connector.ConnectionCheck;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Map;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Connects, greets and signs in as deliveries do, and sends nothing. */
@Component
class MailCheck implements ConnectionCheck {

  private static final String TIMEOUT_MS = "10000";

  @Override
  public boolean isFor(Map<String, String> connection) {
    return connection.containsKey("host") && connection.containsKey("from");
  }

  @Override
  public String kind() {
    return "Mail (SMTP)";
  }

  @Override
  public Result check(Map<String, String> connection) {
    String host = connection.getOrDefault("host", "");
    String user = connection.getOrDefault("username", "");
    Session session = Session.getInstance(properties(connection));
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(host, port(connection), user, connection.getOrDefault("password", ""));
      return Result.works("Connected to " + host + " and signed in as " + user + ".");
    } catch (AuthenticationFailedException e) {
      return Result.fails(
          "The server " + host + " refused the sign-in. Check username and password.");
    } catch (MessagingException e) {
      return Result.fails(
          "The mail server "
              + host
              + ":"
              + port(connection)
              + " can't be used: "
              + e.getClass().getSimpleName()
              + ". Check host, port and startTls.");
    }
  }

  private static int port(Map<String, String> connection) {
    try {
      return Integer.parseInt(connection.getOrDefault("port", "587"));
    } catch (NumberFormatException e) {
      return 587;
    }
  }

  private static Properties properties(Map<String, String> connection) {
    String tls = String.valueOf("true".equals(connection.get("startTls")));
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.auth", "true");
    properties.setProperty("mail.smtp.starttls.enable", tls);
    properties.setProperty("mail.smtp.starttls.required", tls);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    return properties;
  }
}
