package io.usher.alarm;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which server alarms are mailed, and to whom.
 *
 * @param to the hub's own recipients; none for no mail but to customers' recipients
 * @param startTls nothing is sent unless the connection is encrypted
 */
@ConfigurationProperties("usher.alarm.mail")
record MailSettings(
    @DefaultValue List<String> to,
    @DefaultValue("usher@localhost") String from,
    @DefaultValue("") String host,
    @DefaultValue("25") int port,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("false") boolean startTls) {

  MailSettings {
    to = to.stream().map(String::strip).filter(address -> !address.isEmpty()).toList();
    to.forEach(MailSettings::check);
    check(from);
  }

  private static void check(String address) {
    try {
      new InternetAddress(address, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "'" + address + "' under usher.alarm.mail is no mail address", e);
    }
  }

  @Override
  public String toString() {
    return "mail settings";
  }
}
