package io.usher.faults.bench;

import io.usher.bench.Processes;
import io.usher.testing.HubProcess;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What processes take of the machine. */
final class Usage implements AutoCloseable {

  private final HubProcess hub;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private volatile long mostHeap;

  /** Looks at the hub's heap twice a second until it is closed. */
  Usage(HubProcess hub) {
    this.hub = hub;
    timer.scheduleWithFixedDelay(this::look, 0, 500, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      double now =
          hub.text("/actuator/prometheus")
              .lines()
              .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
      mostHeap = Math.max(mostHeap, (long) now);
    } catch (RuntimeException busy) {
      // The next look is soon; whether the hub answers at all is measured elsewhere.
    }
  }

  /** The most that was used of the heap, garbage included, at any look. */
  long heapMegabytes() {
    return mostHeap >> 20;
  }

  /** The most that the process had in memory since its start; 0 where the system doesn't tell. */
  long residentMegabytes() throws IOException {
    return Processes.megabytes(hub.pid(), "VmHWM:");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
