package io.usher.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordCheckTest {

  private static final int AS_FAR_AS_THE_STRENGTH = "{bcrypt}$2a$10$".length();

  private final PasswordEncoder encoder = new AccessConfiguration().passwordEncoder();

  @Test
  void checkingAnUnknownNameCostsAsMuchAsAKnownOne() {
    String known = encoder.encode("a password");

    assertThat(PasswordCheck.NOBODY)
        .startsWith(known.substring(0, AS_FAR_AS_THE_STRENGTH))
        .hasSameSizeAs(known);
  }
}
