package io.usher.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps of changed files, and of which secret was used when. */
abstract class VersionContract {

  private static final Instant EIGHT = Instant.parse("2027-02-06T20:00:00Z");

  final SettableClock clock = new SettableClock(EIGHT);
  StoreParts store;

  abstract StoreParts open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void aVersionIsFoundAsItWasRecorded() {
    int number = record("venue", "changed", Map.of("router.yaml", "a", "mail.yaml", "b"));
    FileVersion expected =
        new FileVersion(
            number,
            "venue",
            "hub-1",
            EIGHT,
            "dana",
            "changed",
            List.of("mail.yaml", "router.yaml"));
    assertThat(store.versions.find(number)).contains(expected);
    assertThat(store.versions.newest("venue")).contains(expected);
    assertThat(store.versions.newest("other")).isEmpty();
    assertThat(store.versions.find(number + 1)).isEmpty();
  }

  @Test
  void theSameFilesAreNoNewVersion() {
    int first = record("venue", "changed", Map.of("router.yaml", "a"));
    assertThat(record("venue", "start", Map.of("router.yaml", "a"))).isEqualTo(first);
    int other = record("other", "changed", Map.of("router.yaml", "a"));
    assertThat(other).isGreaterThan(first);
    int second = record("venue", "changed", Map.of("router.yaml", "b"));
    int back = record("venue", "rollback to " + first, Map.of("router.yaml", "a"));
    assertThat(back).isGreaterThan(second).isGreaterThan(other);
  }

  @Test
  void onlyFilesThatChangedBelongToAVersion() {
    record("venue", "changed", Map.of("a.yaml", "1", "b.yaml", "1", "c.yaml", "1"));
    int second = record("venue", "changed", Map.of("a.yaml", "1", "b.yaml", "2"));
    assertThat(store.versions.find(second).orElseThrow().paths())
        .containsExactly("b.yaml", "c.yaml");
  }

  @Test
  void filesAreThereAsTheyWereAtEachVersion() {
    int first = record("venue", "changed", Map.of("a.yaml", "1", "b.yaml", "1"));
    int second = record("venue", "changed", Map.of("b.yaml", "2", "c.yaml", "1"));
    record("other", "changed", Map.of("a.yaml", "9"));
    int third = record("venue", "changed", Map.of("a.yaml", "3", "b.yaml", "2"));
    assertThat(texts(first)).isEqualTo(Map.of("a.yaml", "1", "b.yaml", "1"));
    assertThat(texts(second)).isEqualTo(Map.of("b.yaml", "2", "c.yaml", "1"));
    assertThat(texts(third)).isEqualTo(Map.of("a.yaml", "3", "b.yaml", "2"));
    assertThat(store.versions.content("nobody's hash")).isEmpty();
  }

  @Test
  void theNewestAreListedFirstAPageAtATime() {
    List<Integer> numbers =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> record("venue", "changed", Map.of("a.yaml", "" + i, "b.yaml", "same")))
            .toList();
    int other = record("other", "changed", Map.of("a.yaml", "1"));
    assertThat(store.versions.list("venue", null, 0, 2).stream().map(FileVersion::number))
        .containsExactly(numbers.get(4), numbers.get(3));
    assertThat(
            store.versions.list("venue", null, numbers.get(3), 2).stream().map(FileVersion::number))
        .containsExactly(numbers.get(2), numbers.get(1));
    assertThat(store.versions.list("venue", "b.yaml", 0, 9).stream().map(FileVersion::number))
        .containsExactly(numbers.get(0));
    assertThat(store.versions.list(null, null, 0, 1).stream().map(FileVersion::number))
        .containsExactly(other);
  }

  @Test
  void whoeverRecordsTheSameAtOnceRecordsItOnce() {
    for (int change = 1; change <= 20; change++) {
      Map<String, String> files = Map.of("a.yaml", "" + change);
      List<CompletableFuture<Integer>> recording =
          IntStream.range(0, 20)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> record("venue", "changed", files)))
              .toList();
      assertThat(recording.stream().map(CompletableFuture::join).distinct()).hasSize(1);
      assertThat(store.versions.list("venue", null, 0, 99)).hasSize(change);
    }
  }

  @Test
  void aSecretsLastUseOnlyMovesForward() {
    store.secrets.used(List.of(use("old", EIGHT), use("new", EIGHT))).join();
    store
        .secrets
        .used(
            List.of(
                use("old", EIGHT.minus(Duration.ofHours(1))),
                use("new", EIGHT.plus(Duration.ofHours(1)))))
        .join();
    assertThat(store.secrets.list())
        .containsExactlyInAnyOrder(use("old", EIGHT), use("new", EIGHT.plus(Duration.ofHours(1))));
  }

  private static SecretUses.Use use(String fingerprint, Instant at) {
    return new SecretUses.Use("venue", "showpass", fingerprint, at);
  }

  private int record(String scope, String reason, Map<String, String> files) {
    return store.versions.record(version(scope, reason, files)).join();
  }

  private static NewVersion version(String scope, String reason, Map<String, String> files) {
    Map<String, NewVersion.Content> contents = new TreeMap<>();
    files.forEach(
        (path, text) ->
            contents.put(path, new NewVersion.Content("hash of " + text, text.getBytes(UTF_8))));
    return new NewVersion(
        scope, "hub-1", "dana", reason, new TreeMap<>(files).toString(), contents);
  }

  private Map<String, String> texts(int number) {
    Map<String, String> texts = new TreeMap<>();
    store
        .versions
        .files("venue", number)
        .forEach(
            (path, hash) ->
                texts.put(path, new String(store.versions.content(hash).orElseThrow(), UTF_8)));
    return texts;
  }
}
