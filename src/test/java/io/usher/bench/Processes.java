package io.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What processes take of the machine, as the system tells it. */
public final class Processes {

  private Processes() {}

  /** Processor time of a process and all that it has started and that still run. */
  public static Duration cpu(long pid) {
    return ProcessHandle.of(pid)
        .map(process -> Stream.concat(Stream.of(process), process.descendants()))
        .orElse(Stream.empty())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * @param line of {@code /proc/<pid>/status}: {@code VmHWM:} for the most since the start, {@code
   *     VmRSS:} for now
   * @return 0 where the system doesn't tell
   */
  public static long megabytes(long pid, String line) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(each -> each.startsWith(line))
        .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
