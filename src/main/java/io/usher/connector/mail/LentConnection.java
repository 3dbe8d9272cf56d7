package io.usher.connector.mail;

import io.usher.connector.mail.OpenConnections.Open;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one mail: an open one if there is one, and given back afterwards if the mail
 * went well. Used by one thread.
 */
final class LentConnection extends Transport {

  /** Some servers end a connection by an error after a hundred mails. */
  private static final int MOST_MAILS = 50;

  @FunctionalInterface
  private interface Connecting {
    void connect() throws MessagingException;
  }

  private final OpenConnections open;
  private final Transport fresh;
  private Connecting connecting =
      () -> {
        throw new IllegalStateException("Nobody said where to.");
      };
  private @Nullable Transport lent;
  private int sent;
  private boolean wentWell;

  /**
   * @param fresh opened when there is no other
   */
  LentConnection(OpenConnections open, Session session, Transport fresh) {
    super(session, fresh.getURLName());
    this.open = open;
    this.fresh = fresh;
  }

  @Override
  public void connect(
      @Nullable String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    connecting = () -> fresh.connect(host, port, user, password);
    Open found = open.take();
    if (found == null) {
      connectAnew();
    } else {
      lent = found.connection();
      sent = found.sent();
    }
  }

  private void connectAnew() throws MessagingException {
    connecting.connect();
    lent = fresh;
    sent = 0;
  }

  @Override
  public void sendMessage(Message mail, Address[] to) throws MessagingException {
    Transport connection = lent;
    if (connection == null) {
      throw new IllegalStateException("It is not connected.");
    }
    wentWell = false;
    try {
      connection.sendMessage(mail, to);
    } catch (SMTPSendFailedException e) {
      if (connection == fresh || !isBeforeTheMail(e)) {
        throw e;
      }
      // The server is tired of this connection, and has not seen anything of the mail.
      OpenConnections.close(connection);
      connectAnew();
      fresh.sendMessage(mail, to);
    }
    wentWell = true;
    sent++;
  }

  private static boolean isBeforeTheMail(SMTPSendFailedException failure) {
    return failure.getCommand() != null && failure.getCommand().startsWith("MAIL ");
  }

  @Override
  public void close() throws MessagingException {
    Transport connection = lent;
    lent = null;
    if (connection == null) {
      return;
    }
    if (wentWell && sent < MOST_MAILS) {
      open.giveBack(connection, sent);
    } else {
      connection.close();
    }
  }
}
