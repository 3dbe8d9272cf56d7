package io.usher.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.check.Expected;
import io.usher.check.RouteTest;
import io.usher.check.TestFiles;
import io.usher.check.WorkFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the tests that authors of routes wrote. Nothing leaves the machine. */
public final class RouteTests {

  private static final int LONGEST = 300;

  private final UnaryOperator<@Nullable String> environment;

  /**
   * @param environment the hub's settings and its environment, by name; null for what isn't set
   */
  public RouteTests(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** In the order of their files; a file that can't be read counts as a test that failed. */
  public List<TestResult> run(WorkFiles files, String customer) {
    TestFiles tests = TestFiles.of(files, customer);
    List<TestResult> results = new ArrayList<>();
    tests
        .problems()
        .forEach(p -> results.add(unreadable(p.file(), p.line(), p.what() + " " + p.fix())));
    if (!tests.tests().isEmpty()) {
      try (Trial trial = new Trial(files, customer, environment)) {
        tests.tests().forEach(test -> results.add(run(test, trial, customer)));
      }
    }
    return results;
  }

  private static TestResult unreadable(String file, int line, String what) {
    return new TestResult(
        file, line, "can be read", List.of(new Mismatch(line, file, "a test", what)));
  }

  private static TestResult run(RouteTest test, Trial trial, String customer) {
    byte[] payload = test.payload().toString().getBytes(UTF_8);
    Tried tried = trial.on(TrialEvent.of(customer, test.name(), payload));
    List<Mismatch> mismatches = new ArrayList<>();
    where(test, tried, mismatches);
    test.sends().forEach((name, fields) -> sends(test, tried, name, fields, mismatches));
    return new TestResult(test.file(), test.line(), test.name(), mismatches);
  }

  private static void where(RouteTest test, Tried tried, List<Mismatch> mismatches) {
    TreeSet<String> got = new TreeSet<>(tried.destinations());
    String shown = tried.failure() == null ? String.valueOf(got) : tried.failure();
    if (test.exactly() != null && !new TreeSet<>(test.exactly()).equals(got)) {
      String wanted = new TreeSet<>(test.exactly()).toString();
      mismatches.add(new Mismatch(test.line(), "destinations", wanted, shown));
    }
    if (!got.containsAll(test.includes())) {
      mismatches.add(
          new Mismatch(test.line(), "destinations", test.includes() + " among them", shown));
    }
    if (test.excludes().stream().anyMatch(got::contains)) {
      mismatches.add(
          new Mismatch(test.line(), "destinations", "none of " + test.excludes(), shown));
    }
    if (test.status() != null && !test.status().equals(tried.status())) {
      mismatches.add(new Mismatch(test.line(), "status", test.status(), tried.status()));
    }
  }

  private static void sends(
      RouteTest test,
      Tried tried,
      String destination,
      Map<String, Expected> fields,
      List<Mismatch> mismatches) {
    Reached reached = tried.at(destination).orElse(null);
    if (reached == null) {
      mismatches.add(new Mismatch(test.line(), destination, "to be reached", "it is not reached"));
      return;
    }
    boolean failureExpected = fields.containsKey("failure");
    if (reached.failure() != null && !failureExpected) {
      mismatches.add(
          new Mismatch(
              test.line(), destination, "something sent", "it fails: " + reached.failure()));
      return;
    }
    fields.forEach(
        (field, expected) -> {
          JsonNode got = value(reached, field);
          if (!expected.isMetBy(got)) {
            mismatches.add(
                new Mismatch(
                    expected.line(), destination + " " + field, expected.shown(), shown(got)));
          }
        });
  }

  private static String shown(@Nullable JsonNode got) {
    if (got == null || got.isMissingNode()) {
      return "nothing";
    }
    String text = got.isContainerNode() ? got.toString() : got.asText();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** By JSON Pointer into the message, or by a name: of a part, a record's field, a column. */
  private static @Nullable JsonNode value(Reached reached, String field) {
    if (field.equals("failure")) {
      return reached.failure() == null ? null : TextNode.valueOf(reached.failure());
    }
    if (reached.sendings().isEmpty()) {
      return null;
    }
    JsonNode message = message(reached);
    if (field.startsWith("/")) {
      return message.at(field);
    }
    JsonNode direct = message.get(field);
    return direct != null ? direct : named(message, field);
  }

  private static JsonNode message(Reached reached) {
    if (reached.sendings().size() == 1) {
      return reached.sendings().get(0).content();
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    reached.sendings().forEach(sending -> all.add(sending.content()));
    return all;
  }

  private static @Nullable JsonNode named(JsonNode message, String field) {
    int dot = field.indexOf('.');
    String object = dot < 0 ? "" : field.substring(0, dot);
    String name = field.substring(dot + 1);
    for (JsonNode record : message.path("records")) {
      boolean meant = object.isEmpty() || object.equals(record.path("object").asText());
      if (meant && record.path("fields").has(name)) {
        return record.path("fields").get(name);
      }
    }
    JsonNode row = message.path("rows").path(0);
    return row.has(field) ? row.get(field) : message.path("body").get(field);
  }
}
