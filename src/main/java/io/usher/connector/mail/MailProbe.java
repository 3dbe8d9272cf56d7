package io.usher.connector.mail;

import io.usher.connector.ConnectionProbe;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Connects, greets and signs in to the mail server, and leaves. */
@Component
class MailProbe implements ConnectionProbe {

  @Override
  public String connector() {
    return "email";
  }

  @Override
  public String probe(Map<String, String> connection, List<Map<String, String>> uses)
      throws Exception {
    String host = ConnectionProbe.need(connection, "host");
    int port = Integer.parseInt(ConnectionProbe.need(connection, "port"));
    String user = connection.getOrDefault("username", "");
    boolean tls = Boolean.parseBoolean(connection.getOrDefault("startTls", "false"));
    try (Transport transport = Session.getInstance(properties(user, tls)).getTransport("smtp")) {
      transport.connect(host, port, user, connection.getOrDefault("password", ""));
    }
    return "The mail server "
        + host
        + ":"
        + port
        + (user.isEmpty() ? " answers" : " took the login of " + user)
        + (tls ? ", encrypted." : ", not encrypted.");
  }

  private static Properties properties(String user, boolean tls) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(tls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(tls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty("mail.smtp." + step, String.valueOf(TIMEOUT_MS));
    }
    return properties;
  }
}
