package io.usher.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPayloadTest {

  private static final Random RANDOM = new Random(5);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 299, 300, 1_700, 65_535, 65_536, 65_537, 1_000_000})
  void whatWasPackedComesOutAsItWas(int size) {
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ("{\"seat\":".charAt(i % 8) + (i % 97 == 0 ? RANDOM.nextInt(9) : 0));
    }
    byte[] noise = new byte[size];
    RANDOM.nextBytes(noise);
    byte[] one = new byte[size];
    Arrays.fill(one, (byte) 'x');
    for (byte[] bytes : new byte[][] {text, noise, one}) {
      StoredPayload payload = StoredPayload.of(bytes);
      assertThat(payload.bytes()).isEqualTo(bytes);
      assertThat(payload.stored().length).isLessThanOrEqualTo(size);
    }
  }

  @Test
  void whatGetsNoSmallerLiesAsItCame() {
    byte[] noise = new byte[5000];
    RANDOM.nextBytes(noise);
    noise[0] = '{';
    assertThat(StoredPayload.of(noise).stored()).isSameAs(noise);
  }

  @Test
  void whatLooksPackedIsPackedOnceMore() {
    byte[] tricky = "ZV is not JSON".getBytes(US_ASCII);
    StoredPayload payload = StoredPayload.of(tricky);
    assertThat(payload.bytes()).isEqualTo(tricky);
    byte[] packed = StoredPayload.of("x".repeat(1000).getBytes(US_ASCII)).stored();
    assertThat(StoredPayload.of(packed).bytes()).isEqualTo(packed);
  }

  @Test
  void damageIsTold() {
    StoredPayload payload = StoredPayload.of("abc".repeat(1000).getBytes(US_ASCII));
    byte[] stored = payload.stored();
    stored[3] = 99;
    assertThatThrownBy(payload::bytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("A payload in the store is damaged: ");
  }
}
