package io.usher.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.StandIn;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The mail provider: SMTP with a login. Down means that its port is closed. The server's threads
 * keep a JVM alive, so it is stopped with the context, even with one that failed to start.
 */
@SandboxOnly
@Component
public final class MailStandIn implements StandIn, DisposableBean {

  private static final String LOGIN = "boxoffice";
  private static final String PASSWORD = "sandbox-secret";
  private static final int LIMIT = 5_000;

  private final Deque<ReceivedMail> mails = new ArrayDeque<>();
  private long lastId;
  private int port;
  private @Nullable GreenMail server;

  /**
   * Opens the port for the first time.
   *
   * @param wanted 0 for any free one
   * @return the port it listens on, also after an outage
   */
  public synchronized int open(int wanted) {
    port = wanted;
    bringUp();
    return port;
  }

  @Override
  public synchronized void bringUp() {
    if (server != null) {
      return;
    }
    GreenMail fresh = new LoginFirst(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    start(fresh);
    port = fresh.getSmtp().getPort();
    server = fresh;
  }

  private void start(GreenMail fresh) {
    GreenMailUser user = fresh.setUser(LOGIN + "@localhost", LOGIN, PASSWORD);
    fresh.getUserManager().setAuthRequired(true);
    fresh
        .getUserManager()
        .setMessageDeliveryHandler((mail, recipient) -> received(fresh, user, mail, recipient));
    try {
      fresh.start();
    } catch (RuntimeException e) {
      fresh.stop();
      throw new IllegalStateException(
          "The sandbox can't listen for mail on 127.0.0.1:%d; is another program there? Choose another port with usher.sandbox.smtp-port (0 takes any free one)."
              .formatted(port),
          e);
    }
  }

  /** Called once a recipient, in sequence; the server then puts its own copy in the user's box. */
  private GreenMailUser received(
      GreenMail server, GreenMailUser user, MovingMessage mail, MailAddress recipient)
      throws MessagingException, UserException {
    try {
      server.purgeEmailFromAllMailboxes();
      if (recipient == mail.getToAddresses().iterator().next()) {
        keep(mail);
      }
      return user;
    } catch (IOException | FolderException e) {
      throw new UserException("The sandbox can't read this mail", e);
    }
  }

  private void keep(MovingMessage mail) throws MessagingException, IOException {
    synchronized (mails) {
      mails.addLast(MailReader.read(++lastId, mail, Instant.now()));
      if (mails.size() > LIMIT) {
        mails.removeFirst();
      }
    }
  }

  /** Newest last. */
  public List<ReceivedMail> mails() {
    synchronized (mails) {
      return List.copyOf(mails);
    }
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public synchronized boolean isUp() {
    return server != null;
  }

  @Override
  public synchronized void takeDown() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  @Override
  public void empty() {
    synchronized (mails) {
      mails.clear();
    }
  }

  @Override
  public Map<String, Integer> counts() {
    return Map.of("mails", mails().size());
  }

  @Override
  public void destroy() {
    takeDown();
  }
}
