package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.cli.terminal.Surroundings;
import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** API, command line and console call a thing by the same one word, the glossary's. */
class WordsTest {

  /** Words of the glossary's column "not", with the one that we say. */
  private static final Map<String, String> NOT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("tenant", "customer"),
              Map.entry("project", "customer"),
              Map.entry("receiver", "source"),
              Map.entry("provider", "source"),
              Map.entry("message", "event"),
              Map.entry("notification", "event"),
              Map.entry("dispatcher", "router"),
              Map.entry("plugin", "connector"),
              Map.entry("adapter", "connector"),
              Map.entry("target", "destination"),
              Map.entry("queue", "outbox"),
              Map.entry("task", "delivery"),
              Map.entry("resend", "redeliver"),
              Map.entry("requeue", "redeliver"),
              Map.entry("retry", "attempt"),
              Map.entry("processed", "accepted")));

  /** Where the command line has a better place for it than a noun of the same name. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "stream", "event tail",
          "me", "user list",
          "me password", "user password",
          "retention", "store purge",
          "retention purge", "store purge",
          "balance", "balance",
          "job preview", "delivery redeliver");

  private static final JsonNode API = api();
  private static final Map<String, CommandSpec> COMMANDS = commands();

  private static JsonNode api() {
    try {
      return new ObjectMapper().readTree(Path.of("docs", "openapi.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each by its words: {@code event list}. */
  private static Map<String, CommandSpec> commands() {
    Map<String, CommandSpec> all = new TreeMap<>();
    CommandSpec root =
        Cli.commands(
                new Surroundings(Map.of(), Path.of(""), Clock.systemUTC(), System.out, System.err))
            .getCommandSpec();
    root.subcommands()
        .forEach(
            (noun, command) -> {
              all.put(noun, command.getCommandSpec());
              command
                  .getSubcommands()
                  .forEach((verb, sub) -> all.put(noun + " " + verb, sub.getCommandSpec()));
            });
    return all;
  }

  private static Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    API.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  @Test
  void neitherPathsNorFieldsNorCommandsUseAWordThatTheGlossaryRefuses() {
    Set<String> names = new TreeSet<>(paths());
    API.findValues("properties").forEach(p -> p.fieldNames().forEachRemaining(names::add));
    API.findValues("parameters")
        .forEach(all -> all.forEach(p -> names.add(p.path("name").asText())));
    names.addAll(COMMANDS.keySet());
    COMMANDS.values().forEach(c -> c.options().forEach(o -> names.addAll(List.of(o.names()))));
    assertThat(names.stream().flatMap(name -> refused(name).stream())).isEmpty();
  }

  private static List<String> refused(String name) {
    Set<String> words =
        Stream.of(
                name.replaceAll("([a-z])([A-Z])", "$1 $2")
                    .toLowerCase(Locale.ROOT)
                    .split("[^a-z]+"))
            .map(word -> word.replaceFirst("s$", ""))
            .collect(Collectors.toSet());
    return NOT.entrySet().stream()
        .filter(not -> words.contains(not.getKey()))
        .map(not -> name + ": say " + not.getValue() + ", not " + not.getKey())
        .toList();
  }

  @Test
  void whatTheApiHasTheCommandLineHasByTheSameNounAndVerb() {
    List<String> missing = new ArrayList<>();
    for (String path : paths()) {
      String[] parts = path.replace("/api/v1/", "").split("/");
      String noun = singular(parts[0]);
      String last = parts[parts.length - 1];
      boolean verb = parts.length > 1 && !last.startsWith("{");
      String command = verb && isChange(path) ? noun + " " + last : noun;
      String place = ELSEWHERE.getOrDefault(command, command);
      if (!COMMANDS.containsKey(place)) {
        missing.add(path + " has no 'usher " + place + "'");
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isChange(String path) {
    return API.path("paths").path(path).has("post");
  }

  private static String singular(String noun) {
    return noun.endsWith("ies")
        ? noun.replaceFirst("ies$", "y")
        : noun.equals("alias") ? noun : noun.replaceFirst("s$", "");
  }

  @Test
  void listsAreNarrowedByTheSameWords() {
    for (String noun : List.of("event", "delivery", "alarm", "job", "destination")) {
      String plural = noun.equals("delivery") ? "deliveries" : noun + "s";
      Set<String> parameters = new TreeSet<>();
      API.path("paths")
          .path("/api/v1/" + plural)
          .path("get")
          .path("parameters")
          .forEach(p -> parameters.add(p.path("name").asText()));
      Set<String> options =
          COMMANDS.get(noun + " list").options().stream()
              .map(option -> option.longestName().replaceFirst("^--", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(options).as("usher %s list", noun).containsAll(parameters);
    }
  }

  @Test
  void everyStatusIsExplainedOnceInTheHandbook() throws IOException {
    String handbook = Files.readString(Path.of("docs", "how-it-works.md"));
    Stream.of(EventStatus.values(), DeliveryStatus.values(), Outcome.values())
        .flatMap(Stream::of)
        .forEach(status -> assertThat(handbook).contains("`" + status + "`"));
  }

  /** Pages may quote a vendor; these words are nobody's but a mistake's. */
  @Test
  void noPageSaysAnotherWordForOurs() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources", "templates"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        String text = Files.readString(file).toLowerCase(Locale.ROOT);
        Stream.of("tenant", "plugin", "adapter", "dispatcher", "requeue", "resend")
            .filter(text::contains)
            .forEach(word -> pages.add(file + ": say " + NOT.get(word) + ", not " + word));
      }
    }
    assertThat(pages).isEmpty();
  }
}
