package io.usher.access;

import io.usher.settings.StartupProblem;
import io.usher.store.Reach;
import io.usher.store.User;
import io.usher.store.UserStore;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The first user and its password: from the setting, or made at the first start, told once and kept
 * as a hash. The setting wins at each start, so nobody is locked out of a hub of their own.
 */
@Component
public class AdminPassword {

  static final String ADMIN = "admin";
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 20;

  private final boolean given;

  /** Hashing takes a tenth of a second, in which the hub starts on. */
  private final CompletableFuture<String> hint;

  AdminPassword(AdminSettings settings, UserStore users, PasswordEncoder encoder) {
    String password = settings.password();
    given = !password.isEmpty();
    if (PasswordRules.isTooLong(password)) {
      throw new StartupProblem(
          "USHER_ADMIN_PASSWORD is longer than "
              + PasswordRules.LONGEST_BYTES
              + " bytes, the most that bcrypt takes. Choose a shorter one.");
    }
    hint = CompletableFuture.supplyAsync(() -> kept(password, users, encoder));
  }

  private static String kept(String password, UserStore users, PasswordEncoder encoder) {
    Optional<User> admin = users.find(ADMIN);
    if (!password.isEmpty()) {
      if (admin.isEmpty() || !encoder.matches(password, admin.get().passwordHash())) {
        keep(users, admin, encoder.encode(password));
      }
      return "with the password in USHER_ADMIN_PASSWORD";
    }
    if (admin.isPresent()) {
      return "with the password that the first start printed or that it got since"
          + " (set USHER_ADMIN_PASSWORD to choose another)";
    }
    String made = random();
    keep(users, admin, encoder.encode(made));
    return "password " + made + "   (shown this once; kept only as a hash)";
  }

  private static void keep(UserStore users, Optional<User> admin, String hash) {
    if (admin.isEmpty()) {
      users.add(ADMIN, hash, Role.ADMIN.name(), Reach.EVERYTHING);
    } else {
      users.setPassword(ADMIN, hash);
    }
  }

  /** For the welcome text; holds the password itself only on the start that made it. */
  public String hint() {
    return hint.join();
  }

  /** Until then somebody could sign in with the password of before. */
  void awaitKept() {
    hint.join();
  }

  /** Whether a setting says it: then a change of it would last until the next start only. */
  boolean isGiven() {
    return given;
  }

  static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
