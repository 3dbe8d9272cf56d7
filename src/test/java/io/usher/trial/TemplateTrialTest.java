package io.usher.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.check.WorkFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A destination that is made of a shared template can be tried as any other. */
class TemplateTrialTest {

  @Test
  void whatItWouldSendIsShown() {
    WorkFiles files =
        WorkFiles.read(Path.of(""), Path.of("config/customers"), Path.of("routes"))
            .with(
                "routes/shared/row.template.yaml",
                """
                - routeTemplate:
                    id: row
                    parameters:
                      - name: word
                        defaultValue: sold
                    from:
                      uri: outbox:{{name}}
                      steps:
                        - setBody: {expression: {constant: {expression: '{"what": "{{word}} at {{customer}}"}'}}}
                        - to: "https://example.com/{{name}}"
                """
                    .getBytes(UTF_8))
            .with(
                "routes/demo/receipts.camel.yaml",
                "- templatedRoute: {routeId: receipts, routeTemplateRef: row}\n".getBytes(UTF_8));
    try (Trial trial = new Trial(files, "demo", name -> null)) {
      Reached reached =
          trial.on(TrialEvent.sample("demo", "purchase-single")).at("receipts").orElseThrow();
      assertThat(reached.failure()).isNull();
      assertThat(reached.sendings().get(0).content().toString())
          .contains("https://example.com/receipts", "sold at demo");
    }
  }
}
