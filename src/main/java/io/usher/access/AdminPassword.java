package io.usher.access;

import io.usher.settings.StartupProblem;
import io.usher.store.UserStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The admin's password: from the setting, or made at the first start, told once and kept as a hash.
 */
@Component
public class AdminPassword implements UserDetailsService {

  private static final String ADMIN = "admin";
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 20;
  private static final int BCRYPT_LIMIT = 72;

  private final String hash;
  private final String hint;

  AdminPassword(AdminSettings settings, UserStore users, PasswordEncoder encoder) {
    String given = settings.password();
    if (given.getBytes(StandardCharsets.UTF_8).length > BCRYPT_LIMIT) {
      throw new StartupProblem(
          "USHER_ADMIN_PASSWORD is longer than "
              + BCRYPT_LIMIT
              + " bytes, the most that bcrypt takes. Choose a shorter one.");
    }
    if (!given.isEmpty()) {
      hash = encoder.encode(given);
      hint = "with the password in USHER_ADMIN_PASSWORD";
    } else if (users.passwordHash(ADMIN).isPresent()) {
      hash = users.passwordHash(ADMIN).get();
      hint =
          "with the password that the first start printed (set USHER_ADMIN_PASSWORD to choose another)";
    } else {
      String made = random();
      hash = encoder.encode(made);
      users.save(ADMIN, hash);
      hint = "password " + made + "   (shown this once; kept only as a hash)";
    }
  }

  /** For the welcome text; holds the password itself only on the start that made it. */
  public String hint() {
    return hint;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    if (!ADMIN.equals(name)) {
      throw new UsernameNotFoundException("No such user.");
    }
    return User.withUsername(ADMIN).password(hash).roles("ADMIN").build();
  }

  private static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
