package io.usher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.sandbox.google.GoogleStandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SandboxPageTest extends SandboxTest {

  @Autowired GoogleStandIn google;

  @Test
  void anEmptySandboxSaysSo() {
    assertThat(get("").http().body()).contains("No mail yet.", "No record yet.", "No row yet.");
  }

  @Test
  void whatWasReceivedIsEscaped() throws Exception {
    new Traffic(this).send();
    Response page = get("");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.http().body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>")
        .contains("sandbox=\"\"")
        .contains("srcdoc=\"&lt;")
        .contains("formula: Google would run it")
        .contains("52.50");
    assertThat(page.http().headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
  }

  @Test
  void aButtonLeadsBackToThePage() {
    Response answer = form("/google/down", Map.of("back", "page"));
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.http().headers().firstValue("Location")).contains("/sandbox");
    assertThat(google.isUp()).isFalse();
    assertThat(get("").http().body()).contains("Bring up");
  }

  @Test
  void resetEmptiesEverything() throws Exception {
    new Traffic(this).send();
    assertThat(get("/state").http().body()).contains("\"mails\":1");
    post("/reset");
    assertThat(get("/mails").body().isEmpty()).isTrue();
    assertThat(get("/sheets").body().isEmpty()).isTrue();
    assertThat(get("/state").http().body()).contains("\"mails\":0").contains("\"records\":0");
  }

  @Test
  void switchesAreNotOrgs() {
    assertThat(post("/salesforce/down").status()).isEqualTo(200);
    assertThat(post("/nobody/down").status()).isEqualTo(404);
    assertThat(get("/records").body().has("down")).isFalse();
  }
}
