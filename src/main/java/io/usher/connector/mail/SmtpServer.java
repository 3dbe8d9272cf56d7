package io.usher.connector.mail;

import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.URI;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailConfiguration;

/**
 * A mail server as a Kamelet's bean: Camel reads the protocol from a URI only, and a password has
 * no place there. With {@code startTls} nothing is sent unless the connection is encrypted.
 */
public class SmtpServer extends MailConfiguration {

  private static final String TIMEOUT_MS = "20000";
  private static final long LONGEST_IDLE_MS = 10_000;

  public SmtpServer() {
    configureProtocol("smtp");
    setConnectionTimeout(Integer.parseInt(TIMEOUT_MS));
    Properties more = new Properties();
    more.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    more.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    setAdditionalJavaMailProperties(more);
  }

  @Override
  protected JavaMailSender createJavaMailSender(CamelContext context) {
    JavaMailSender made = super.createJavaMailSender(context);
    Sender sender = new Sender();
    sender.setJavaMailProperties(made.getJavaMailProperties());
    sender.setHost(made.getHost());
    sender.setPort(made.getPort());
    sender.setUsername(made.getUsername());
    sender.setPassword(made.getPassword());
    sender.setProtocol(made.getProtocol());
    sender.setAuthenticator(made.getAuthenticator());
    return sender;
  }

  /** Everything is set already; the URI only names the bean. */
  @Override
  public void configure(URI uri) {}

  public void setStartTls(boolean startTls) {
    Properties more = getAdditionalJavaMailProperties();
    more.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    more.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
  }

  /** Camel's, which opens a connection for each mail, with some that stay open. */
  private static final class Sender extends DefaultJavaMailSender {

    private final OpenConnections open = new OpenConnections(LONGEST_IDLE_MS);

    @Override
    protected Transport getTransport(Session session) throws NoSuchProviderException {
      return new LentConnection(open, session, super.getTransport(session));
    }
  }
}
