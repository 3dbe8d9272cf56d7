package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshKeysTest {

  private static final long A = FreshKeys.hash("demo", "showpass", "a");
  private static final String ID = new UUID(1, 2).toString();
  private static final String OTHER = new UUID(3, 4).toString();

  private final FreshKeys keys = new FreshKeys();

  @Test
  void aHashDependsOnWhereOneTextEndsAndTheNextBegins() {
    assertThat(A)
        .isNotEqualTo(FreshKeys.hash("demo", "showpas", "sa"))
        .isNotEqualTo(FreshKeys.hash("demo", "showpass", "b"))
        .isEqualTo(FreshKeys.hash("demo", "showpass", "a"));
  }

  @Test
  void oneThatIsThereIsNotReplaced() {
    assertThat(keys.find(A)).isNull();
    assertThat(keys.add(A, ID)).isTrue();
    assertThat(keys.add(A, OTHER)).isFalse();
    assertThat(keys.find(A)).isEqualTo(ID);
  }

  @Test
  void anotherEventsKeyIsNotRemoved() {
    keys.add(A, ID);
    keys.remove(A, OTHER);
    assertThat(keys.find(A)).isEqualTo(ID);
    keys.remove(A, ID);
    assertThat(keys.find(A)).isNull();
    assertThat(keys.size()).isZero();
  }

  @Test
  void nothingIsAddedWhereThereIsNoRoom() {
    FreshKeys one = new FreshKeys(1);
    assertThat(one.add(1, ID)).isTrue();
    assertThat(one.add(2, OTHER)).isFalse();
    one.remove(1, ID);
    assertThat(one.add(2, OTHER)).isTrue();
  }

  /** Few different low bits, so that long runs of slots are filled, opened and closed up. */
  @Test
  void itIsAMapWhateverComesAndGoes() {
    Random random = new Random(7);
    Map<Long, String> model = new HashMap<>();
    for (int step = 0; step < 200_000; step++) {
      long hash = 1 + random.nextInt(40) + ((long) random.nextInt(200) << 32);
      boolean growing = step / 40_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        assertThat(keys.add(hash, id)).isEqualTo(model.putIfAbsent(hash, id) == null);
      } else if (model.containsKey(hash)) {
        keys.remove(hash, model.remove(hash));
      }
      assertThat(keys.find(hash)).isEqualTo(model.get(hash));
      if (step % 10_000 == 0) {
        model.forEach((each, id) -> assertThat(keys.find(each)).isEqualTo(id));
      }
    }
    assertThat(keys.size()).isEqualTo(model.size());
  }
}
