package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.FileProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes that are made of a shared template are looked at as if they were written out. */
class FilledTemplateTest {

  private static final String TEMPLATE = "routes/shared/polite.template.yaml";
  private static final String ROUTE = "routes/demo/crm.camel.yaml";

  private static final String POLITE =
      """
      # For all who want to be greeted.
      - routeTemplate:
          id: polite
          parameters:
            - name: greeting
            - name: level
              defaultValue: INFO
          from:
            uri: outbox:{{name}}
            steps:
              - setBody: {expression: {constant: {expression: "{{greeting}} of {{customer}}"}}}
              - to: {uri: "log:{{name}}", parameters: {level: "{{level}}"}}
      """;

  @Test
  void aRouteMadeOfATemplateIsInOrder() {
    assertThat(problems(POLITE, "parameters: [{name: greeting, value: Dear}]")).isEmpty();
  }

  @Test
  void parametersMayStandAnywhereInTheTemplate() {
    String last =
        """
        - routeTemplate:
            id: polite
            from:
              uri: outbox:{{name}}
              steps:
                - to: {uri: "log:{{greeting}}"}
            parameters:
              - name: greeting
        """;
    String inOneLine =
        "- routeTemplate: {id: polite, parameters: [{name: greeting}], from: {uri: \"outbox:{{name}}\", steps: [{to: {uri: \"log:{{greeting}}\"}}]}}\n";
    assertThat(problems(last, "parameters: [{name: greeting, value: Dear}]")).isEmpty();
    assertThat(problems(inOneLine, "parameters: [{name: greeting, value: Dear}]")).isEmpty();
  }

  @Test
  void aMistakeInTheTemplateIsToldAtItsLineThere() {
    assertThat(
            problems(
                POLITE.replace("parameters: {level", "parameters: {levle"),
                "parameters: [{name: greeting, value: Dear}]"))
        .singleElement()
        .asString()
        .startsWith(TEMPLATE + ":12:")
        .contains("levle", "level");
  }

  @Test
  void aValueThatMakesAMistakeIsToldToo() {
    assertThat(
            problems(
                POLITE, "parameters: [{name: greeting, value: Dear}, {name: level, value: LOUD}]"))
        .singleElement()
        .asString()
        .startsWith(TEMPLATE + ":12:")
        .contains("LOUD");
  }

  @Test
  void parametersThatAreMissingOrUnknownAreToldInTheCustomersFile() {
    assertThat(problems(POLITE, "parameters: [{name: greetnig, value: Dear}]"))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith(ROUTE + ":1:"))
        .anyMatch(problem -> problem.contains("needs the parameter 'greeting'"))
        .anyMatch(problem -> problem.contains("'greetnig'. Did you mean greeting?"));
  }

  @Test
  void aTemplateThatIsNotThereIsTold() {
    WorkFiles files =
        CheckedFolder.inOrder()
            .with(TEMPLATE, POLITE.getBytes(UTF_8))
            .with(ROUTE, route("polit", "parameters: []").getBytes(UTF_8));
    assertThat(problems(files))
        .singleElement()
        .asString()
        .contains("There is no template 'polit'. Did you mean polite?");
  }

  @Test
  void whatIsTriedHasTheTemplatesLines() {
    WorkFiles files = files(POLITE, "parameters: [{name: greeting, value: Dear}]").filledIn();
    List<String> lines = new String(files.files().get(ROUTE), UTF_8).lines().toList();
    assertThat(lines).hasSize((int) POLITE.lines().count());
    assertThat(lines.get(1)).isEqualTo("- route:");
    assertThat(lines.get(2)).isEqualTo("    id: crm");
    assertThat(lines.subList(3, 7)).allMatch(String::isBlank);
    assertThat(lines.get(10)).contains("\"Dear of demo\"");
  }

  private static List<String> problems(String template, String parameters) {
    return problems(files(template, parameters));
  }

  private static WorkFiles files(String template, String parameters) {
    return CheckedFolder.inOrder()
        .with(TEMPLATE, template.getBytes(UTF_8))
        .with(ROUTE, route("polite", parameters).getBytes(UTF_8));
  }

  private static String route(String template, String parameters) {
    return "- templatedRoute: {routeId: crm, routeTemplateRef: "
        + template
        + ", "
        + parameters
        + "}\n";
  }

  private static List<String> problems(WorkFiles files) {
    return new RouteCheck(System.getenv()::get)
        .check(files).stream().map(FileProblem::toString).toList();
  }
}
