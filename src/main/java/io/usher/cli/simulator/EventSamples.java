package io.usher.cli.simulator;

import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import picocli.CommandLine.Command;

@Command(name = "samples", description = "Lists the sample events that event send knows by name.")
public final class EventSamples implements Runnable {
  private final Surroundings surroundings;

  public EventSamples(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    Table table = new Table().fixed("SAMPLE").text("WHAT IT IS");
    SampleIndex.ofJar().sentences().forEach(table::add);
    table.print(surroundings);
  }
}
