package io.usher.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSearchTest extends SearchContract {

  @TempDir Path folder;

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.sqlite(folder, clock);
  }

  @Test
  void anErasedPersonsWordsAreInNoByteOfTheDatabase() throws Exception {
    String erased = sale("Zebulon Quixworth", "zq@quixworth.example");
    String purged = sale("Zebulon Quixworth", "zq@quixworth.example");
    for (int i = 0; i < 20; i++) {
      sale("Theo Marchetti", "theo@example.com");
      settle();
    }
    new Sale(store, erased).routed();
    new Sale(store, purged).routed();
    assertThat(occurrences("quixw")).isPositive();
    store.purge.deleteLog(List.of(new AgedEvent(purged, 0, 10))).join();
    store.persons.erase(List.of(new EventErasure(erased, true, "{}".getBytes(UTF_8)))).join();
    assertThat(store.space.forgetErased().join()).isEmpty();
    for (String word : List.of("zebulon", "zebulo", "quixworth", "quixw", "zqquix")) {
      assertThat(occurrences(word)).as(word).isZero();
    }
    assertThat(events("marchetti")).hasSize(20);
    assertThat(integrity()).isEqualTo("ok");
  }

  private String integrity() {
    return store.reader.sql("PRAGMA integrity_check").query(String.class).single();
  }

  private long occurrences(String word) throws Exception {
    long found = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes =
            new String(Files.readAllBytes(file), ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        found += (bytes.length() - bytes.replace(word, "").length()) / word.length();
      }
    }
    return found;
  }
}
