package io.usher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Surroundings surroundings =
      new Surroundings(
          Map.of(),
          Path.of(""),
          Clock.systemUTC(),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @Test
  void itGrowsWithTheWork() {
    assertThat(ProgressBar.line("Sending", 250, 1000))
        .isEqualTo("Sending  [######------------------]  25 %  250 of 1,000");
    assertThat(ProgressBar.line("Sending", 1000, 1000))
        .contains("[########################] 100 %");
    assertThat(ProgressBar.line("Copying events", 5000, 0)).isEqualTo("Copying events  5,000");
  }

  @Test
  void withoutATerminalNothingOfItIsWritten() {
    ProgressBar bar = new ProgressBar(surroundings);
    bar.show("Sending", 1, 2);
    bar.end();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void itStaysBesideTheOutput() {
    ProgressBar bar = new ProgressBar(surroundings, true);
    bar.show("Sending", 2, 2);
    bar.end();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("\rSending  [###").endsWith("\n");
  }
}
