package io.usher.sandbox.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** A GreenMail that takes no mail before a login: the original checks a password only if given. */
final class LoginFirst extends GreenMail {

  LoginFirst(ServerSetup setup) {
    super(setup);
  }

  @Override
  protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
    return super.createServices(setups, new Guarded(managers));
  }

  private static final class Guarded extends Managers {

    private final Managers original;
    private final SmtpManager guard;

    Guarded(Managers original) {
      this.original = original;
      this.guard = new Guard(original.getImapHostManager(), original.getUserManager());
    }

    @Override
    public SmtpManager getSmtpManager() {
      return guard;
    }

    @Override
    public UserManager getUserManager() {
      return original.getUserManager();
    }

    @Override
    public ImapHostManager getImapHostManager() {
      return original.getImapHostManager();
    }
  }

  /** The original forgets a connection's login with each mail. */
  private static final class Guard extends SmtpManager {

    private final Map<SmtpState, Boolean> loggedIn =
        Collections.synchronizedMap(new WeakHashMap<>());

    Guard(ImapHostManager boxes, UserManager users) {
      super(boxes, users);
    }

    @Override
    public @Nullable String checkSender(SmtpState state, MailAddress sender) {
      if (state.getMessage().getAuthenticationState() != null) {
        loggedIn.put(state, true);
      }
      return loggedIn.containsKey(state) ? null : "530 5.7.0 Authentication required";
    }
  }
}
