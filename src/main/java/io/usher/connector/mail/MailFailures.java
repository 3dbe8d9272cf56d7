package io.usher.connector.mail;

import io.usher.connector.Causes;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a mail server's refusals mean: 4xx passes, 5xx stays. */
@Component
@Order(30)
class MailFailures implements FailureReader {

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return login(thrown)
        .or(() -> recipient(thrown))
        .or(() -> sender(thrown))
        .or(() -> letter(thrown))
        .or(() -> address(thrown))
        .or(() -> greeting(thrown));
  }

  private static Optional<Failure> login(Throwable thrown) {
    return Causes.find(thrown, AuthenticationFailedException.class)
        .map(
            e ->
                Failure.credential(
                    "The mail server refused the login. Renew username and password of the mail"
                        + " connection.",
                    "SMTP 535"));
  }

  private static Optional<Failure> recipient(Throwable thrown) {
    return Causes.find(thrown, SMTPAddressFailedException.class)
        .map(e -> answer(e.getReturnCode(), "the buyer's address"));
  }

  private static Optional<Failure> sender(Throwable thrown) {
    return Causes.find(thrown, SMTPSenderFailedException.class)
        .map(e -> answer(e.getReturnCode(), "the sender's address; check the connection's from"));
  }

  private static Optional<Failure> letter(Throwable thrown) {
    return Causes.find(thrown, SMTPSendFailedException.class)
        .map(e -> answer(e.getReturnCode(), "the mail"));
  }

  private static Failure answer(int code, String what) {
    String detail = "SMTP " + code;
    if (code == 530 || code == 535) {
      return Failure.credential(
          "The mail server wants a login. Set username and password of the mail connection.",
          detail);
    }
    return code >= 500
        ? Failure.permanent("The mail server refused " + what + " (" + detail + ").", detail)
        : Failure.passing("The mail server can't take " + what + " now (" + detail + ").", detail);
  }

  private static Optional<Failure> address(Throwable thrown) {
    return Causes.find(thrown, AddressException.class)
        .map(
            e ->
                Failure.permanent(
                    "An address of the mail is not valid. Check the connection's from, then"
                        + " redeliver.",
                    Causes.names(thrown)));
  }

  /** Turned away before anything was said; the network's own failures are told elsewhere. */
  private static Optional<Failure> greeting(Throwable thrown) {
    boolean mail = Causes.find(thrown, MessagingException.class).isPresent();
    boolean network = Causes.find(thrown, IOException.class).isPresent();
    return mail && !network
        ? Optional.of(
            Failure.passing(
                "The mail server turned us away. If it stays so, check host, port and startTls of"
                    + " the mail connection.",
                Causes.names(thrown)))
        : Optional.empty();
  }
}
