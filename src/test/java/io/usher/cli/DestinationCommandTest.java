package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.cli.terminal.Keyboard;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import jakarta.mail.AuthenticationFailedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types to see why deliveries wait, and to let them go. */
class DestinationCommandTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void twoDestinations() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void whoPausedADestinationIsListedUntilItIsResumed() {
    assertThat(usher("destination", "pause", "demo/crm"))
        .isEqualTo(new TypedCommand(0, "demo/crm is PAUSED; 0 deliveries are open.\n", ""));
    hub.post(Sales.dana(1));
    await().until(() -> target().received("demo/mail").size() == 1);
    assertThat(usher("destination", "list", "--customer", "demo").out())
        .containsPattern("demo/crm +PAUSED +1 +Paused by admin\\.")
        .containsPattern("demo/mail +RUNNING +0");
    assertThat(usher("destination", "resume", "demo/crm").out()).startsWith("demo/crm is RUNNING");
    await().until(() -> target().received("demo/crm").size() == 1);
  }

  @Test
  void whatToRenewIsListed() {
    target()
        .at(
            "demo/crm",
            uuid -> {
              throw new AuthenticationFailedException("535");
            });
    hub.post(Sales.dana(1));
    await()
        .untilAsserted(
            () ->
                assertThat(usher("destination", "list").out())
                    .containsPattern("demo/crm +BREAKER_OPEN +1 .* Renew username and password"));
  }

  @Test
  void whatIsNoDestinationIsSaidToBeNone() {
    assertThat(usher("destination", "pause", "crm"))
        .isEqualTo(
            new TypedCommand(
                2,
                "",
                "'crm' names no destination; write <customer>/<destination>, such as demo/salesforce.\n"));
    TypedCommand unknown = usher("destination", "pause", "demo/fax");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("There is no destination demo/fax; there are demo/crm");
  }

  private TypedCommand usher(String... args) {
    return TypedCommand.run(
        Map.of("USHER_URL", hub.url(), "USHER_ADMIN_PASSWORD", "test-password"),
        folder,
        Keyboard.NONE,
        args);
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }
}
