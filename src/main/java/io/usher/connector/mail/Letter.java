package io.usher.connector.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.connector.EmailAddress;
import io.usher.event.Delivery;
import io.usher.outbox.RejectedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Makes a letter of a model: what the template shows, whom it goes to, and what the envelope says.
 */
@Component("letter")
class Letter {

  private static final int LONGEST_SUBJECT = 200;
  private static final Pattern NAMED = Pattern.compile("\"?([^\"<>]*)\"?\\s*<([^<>]+)>");

  private final ObjectMapper json = new ObjectMapper();

  /**
   * The model as the template sees it. A map of its own each time: the template engine adds to it.
   */
  Map<String, Object> model(@Variable("model") JsonNode model) {
    Map<String, Object> map = new HashMap<>();
    model
        .properties()
        .forEach(e -> map.put(e.getKey(), json.convertValue(e.getValue(), Object.class)));
    return map;
  }

  /** Writes the headers, exactly these: camel-mail reads more from others. */
  void address(
      @Variable("model") JsonNode model,
      @Variable("delivery") Delivery delivery,
      @Header("From") String from,
      Message message)
      throws AddressException, UnsupportedEncodingException {
    InternetAddress sender = sender(from);
    message.setHeader("From", sender.toString());
    message.setHeader("To", recipient(model));
    message.setHeader("Subject", oneLine(model.path("subject").asText()));
    message.setHeader("Message-ID", "<" + delivery.id() + "@" + domain(sender) + ">");
    message.setHeader("Auto-Submitted", "auto-generated");
    if (message.getHeader("Reply-To", "", String.class).isBlank()) {
      message.removeHeader("Reply-To");
    }
  }

  /** Takes {@code Name <address>} as people write it, with commas and umlauts in the name. */
  private static InternetAddress sender(String from)
      throws AddressException, UnsupportedEncodingException {
    Matcher named = NAMED.matcher(from.strip());
    return named.matches()
        ? new InternetAddress(named.group(2), named.group(1).strip(), "UTF-8")
        : new InternetAddress(from, true);
  }

  private static String recipient(JsonNode model) throws UnsupportedEncodingException {
    String address =
        EmailAddress.of(model.path("to").asText(""))
            .orElseThrow(
                () ->
                    new RejectedException(
                        "The event has no deliverable e-mail address, so nobody can be written to."
                            + " Correct it in Showpass and tell the buyer yourself.",
                        "no single valid address"));
    String name = oneLine(model.path("toName").asText(""));
    return new InternetAddress(address, name, "UTF-8").toString();
  }

  private static String domain(InternetAddress sender) {
    String address = sender.getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT);
  }
}
