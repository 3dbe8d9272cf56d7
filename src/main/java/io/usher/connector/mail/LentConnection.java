package io.usher.connector.mail;

import io.usher.connector.mail.OpenConnections.Open;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one mail: an open one if there is one, and given back afterwards if the mail
 * went well. Used by one thread.
 */
final class LentConnection extends Transport {

  /** Some servers end a connection by an error after a hundred mails. */
  private static final int MOST_MAILS = 50;

  private final OpenConnections open;
  private final Transport fresh;
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
    Open found = open.take();
    if (found == null) {
      fresh.connect(host, port, user, password);
      lent = fresh;
    } else {
      lent = found.connection();
      sent = found.sent();
    }
  }

  @Override
  public void sendMessage(Message mail, Address[] to) throws MessagingException {
    if (lent == null) {
      throw new IllegalStateException("It is not connected.");
    }
    wentWell = false;
    lent.sendMessage(mail, to);
    wentWell = true;
    sent++;
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
