package io.usher.connector.mail;

import java.net.URI;
import java.util.Properties;
import org.apache.camel.component.mail.MailConfiguration;

/**
 * A mail server as a Kamelet's bean: Camel reads the protocol from a URI only, and a password has
 * no place there. With {@code startTls} nothing is sent unless the connection is encrypted.
 */
public class SmtpServer extends MailConfiguration {

  private static final String TIMEOUT_MS = "20000";

  public SmtpServer() {
    configureProtocol("smtp");
    setConnectionTimeout(Integer.parseInt(TIMEOUT_MS));
    Properties more = new Properties();
    more.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    more.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    setAdditionalJavaMailProperties(more);
  }

  /** Everything is set already; the URI only names the bean. */
  @Override
  public void configure(URI uri) {}

  public void setStartTls(boolean startTls) {
    Properties more = getAdditionalJavaMailProperties();
    more.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    more.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
  }
}
