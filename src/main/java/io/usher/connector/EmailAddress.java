package io.usher.connector;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** A buyer's e-mail address as typed, taken only when it is exactly one plain address. */
public final class EmailAddress {

  /** No quotes, lists, comments, routes or control characters, and a domain with a dot. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[^\\s\\p{Cntrl}\",;:<>()\\[\\]\\\\@]{1,64}@[^\\s\\p{Cntrl}\",;:<>()\\[\\]\\\\@]{1,250}");

  private EmailAddress() {}

  public static Optional<String> of(String typed) {
    String address = typed.strip();
    return PLAIN.matcher(address).matches()
            && address.indexOf('.', address.indexOf('@')) > 0
            && valid(address)
        ? Optional.of(address)
        : Optional.empty();
  }

  private static boolean valid(String address) {
    try {
      InternetAddress[] read = InternetAddress.parse(address, true);
      read[0].validate();
      return read.length == 1 && address.equals(read[0].getAddress());
    } catch (AddressException e) {
      return false;
    }
  }
}
