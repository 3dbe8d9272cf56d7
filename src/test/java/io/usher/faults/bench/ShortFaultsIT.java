package io.usher.faults.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The bench's short form: a few faults of each kind, each once or twice. */
class ShortFaultsIT {

  @Test
  void nothingIsLostAndNothingComesTwiceThatWasNotInFlight() {
    int code = new CommandLine(new FaultBench()).execute("--short");
    assertThat(code).as("see the table above, and hub logs in target/faults").isZero();
  }
}
