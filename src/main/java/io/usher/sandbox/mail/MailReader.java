package io.usher.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what SMTP delivered into a record, decoding names, subjects and parts. */
final class MailReader {

  private MailReader() {}

  static ReceivedMail read(long id, MovingMessage moving, Instant at)
      throws MessagingException, IOException {
    MimeMessage message = moving.getMessage();
    return new ReceivedMail(
        id,
        decoded(message.getHeader("From", ", ")),
        decoded(message.getHeader("To", ", ")),
        moving.getToAddresses().stream().map(MailAddress::getEmail).toList(),
        decoded(message.getHeader("Subject", " ")),
        decoded(message.getMessageID()),
        at,
        part(message, "text/plain"),
        part(message, "text/html"),
        headers(message));
  }

  private static List<String> headers(MimeMessage message) throws MessagingException {
    return Collections.list(message.getAllHeaders()).stream().map(MailReader::headerLine).toList();
  }

  private static String headerLine(Header header) {
    return header.getName() + ": " + decoded(header.getValue());
  }

  private static @Nullable String part(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      return String.valueOf(part.getContent());
    }
    if (!part.isMimeType("multipart/*") || !(part.getContent() instanceof Multipart parts)) {
      return null;
    }
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart inner = parts.getBodyPart(i);
      String found = part(inner, type);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String decoded(@Nullable String header) {
    try {
      return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
    } catch (UnsupportedEncodingException e) {
      return header;
    }
  }
}
