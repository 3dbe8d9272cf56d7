package io.usher.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.settings.FileProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Problems as code hosts read them: SARIF 2.1.0 (OASIS), with what GitHub and GitLab ask for. */
public final class Sarif {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private Sarif() {}

  public static String of(List<FileProblem> problems) {
    ObjectNode log = new ObjectMapper().createObjectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "usher");
    List<String> rules =
        new ArrayList<>(problems.stream().map(FileProblem::rule).distinct().sorted().toList());
    rules(driver.putArray("rules"), rules);
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    problems.forEach(problem -> result(results.addObject(), problem, rules));
    return log.toPrettyString();
  }

  private static void rules(ArrayNode list, List<String> rules) {
    for (String rule : rules) {
      String words = rule.replace('-', ' ');
      ObjectNode described = list.addObject().put("id", rule).put("name", name(rule));
      described.putObject("shortDescription").put("text", sentence(words));
      described.putObject("fullDescription").put("text", sentence(words) + ".");
      described.putObject("help").put("text", "See docs/routes.md, Check.");
    }
  }

  private static String name(String rule) {
    StringBuilder name = new StringBuilder();
    for (String word : rule.split("-")) {
      name.append(sentence(word));
    }
    return name.toString();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static void result(ObjectNode result, FileProblem problem, List<String> rules) {
    result
        .put("ruleId", problem.rule())
        .put("ruleIndex", rules.indexOf(problem.rule()))
        .put("level", problem.isError() ? "error" : "warning");
    result.putObject("message").put("text", problem.what() + " " + problem.fix());
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(problem.file()));
    // Code hosts show nothing without a line.
    ObjectNode region = place.putObject("region").put("startLine", Math.max(1, problem.line()));
    if (problem.column() > 0) {
      region.put("startColumn", problem.column());
    }
    result
        .putObject("partialFingerprints")
        .put("usherProblem/v1", hash(problem.file() + problem.rule() + problem.what()));
  }

  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      return file.replace(" ", "%20");
    }
  }

  /** The same for the same problem when lines above it come and go. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
