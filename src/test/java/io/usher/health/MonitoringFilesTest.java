package io.usher.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.usher.outbox.RejectedException;
import io.usher.retention.Purge;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Scrape;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/monitoring names is what the hub exposes. */
class MonitoringFilesTest {

  private static final Path FOLDER = Path.of("docs", "monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:usher|jvm|process)_[a-z_]+\\b");
  private static final Pattern LABELS = Pattern.compile("(usher_[a-z_]+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!=|!~|=)");

  @TempDir static Path folder;
  private static RunningHub hub;
  private static Scrape scrape;

  /** Something of each kind has to happen before a counter is there. */
  @BeforeAll
  static void start() {
    TwoDestinations.write(folder);
    hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.delivery.jitter", "0",
                "usher.alarm.webhook-url", "http://127.0.0.1:1/nobody"),
            ScriptedTarget.Beans.class);
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/mail",
            uuid -> {
              throw new RejectedException("No recipient.", "test");
            });
    hub.post(Sales.dana(1));
    hub.post(Sales.dana(2), Map.of("X-SHOWPASS-SIGNATURE", "00"));
    await().until(() -> hub.get("/api/v1/deliveries?status=DEAD").path("items").size() == 1);
    hub.bean(Purge.class).run();
    await()
        .until(
            () -> {
              hub.bean(Sampler.class).look();
              scrape = Scrape.of(hub);
              return scrape.names().contains("usher_alarm_notices_total");
            });
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static List<String> rules() throws IOException {
    List<String> expressions = new ArrayList<>();
    JsonNode file = new YAMLMapper().readTree(FOLDER.resolve("alerts.yaml").toFile());
    for (JsonNode group : file.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("alert").asText()).startsWith("Usher");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        expressions.add(rule.path("expr").asText());
      }
    }
    return expressions;
  }

  private static List<String> queries() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
    queries.add(dashboard.at("/templating/list/1/query/query").asText());
    assertThat(queries).hasSizeGreaterThan(25);
    return queries;
  }

  @Test
  void everyMetricOfTheRulesAndTheDashboardIsExposed() throws IOException {
    Set<String> named = new TreeSet<>();
    for (List<String> expressions : List.of(rules(), queries())) {
      expressions.forEach(expression -> named.addAll(metrics(expression)));
    }
    assertThat(scrape.names()).containsAll(named);
  }

  @Test
  void everyLabelThatTheyNarrowByIsThere() throws IOException {
    for (List<String> expressions : List.of(rules(), queries())) {
      for (String expression : expressions) {
        Matcher narrowed = LABELS.matcher(expression);
        while (narrowed.find()) {
          Matcher label = LABEL.matcher(narrowed.group(2));
          while (label.find()) {
            assertThat(scrape.lines(narrowed.group(1)))
                .as(expression)
                .anyMatch(line -> line.contains(label.group(1) + "=\""));
          }
        }
      }
    }
  }

  @Test
  void theHandbookNamesEveryMetricOfOurs() throws IOException {
    String handbook = Files.readString(FOLDER.resolve("README.md"));
    Set<String> families = new TreeSet<>();
    scrape.names().stream()
        .filter(name -> name.startsWith("usher_"))
        .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
        .forEach(families::add);
    assertThat(families).allSatisfy(name -> assertThat(handbook).contains("`" + name));
    assertThat(scrape.names()).containsAll(named(handbook));
  }

  /** Histograms are named by their family. */
  private static Set<String> named(String handbook) {
    Set<String> named = new TreeSet<>();
    metrics(handbook)
        .forEach(
            name -> named.add(scrape.names().contains(name + "_count") ? name + "_count" : name));
    return named;
  }

  private static Set<String> metrics(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
