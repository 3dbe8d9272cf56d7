package io.usher.cli.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.HubSettings;
import io.usher.store.DiskSettings;
import io.usher.store.Doctor;
import io.usher.store.Finding;
import io.usher.store.Finding.Verdict;
import io.usher.store.StoreSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Looks whether the store is sound and says what to do; changes nothing.",
      "Works with and without a running hub, on the store that this folder's settings name.",
      "Ends with 1 when there is a problem."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--deep",
      description = "Also read everything: damage in a large file, orphans, all days' balance.")
  private boolean deep;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  public DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    LocalSettings settings = new LocalSettings(surroundings);
    Doctor doctor =
        new Doctor(
            settings.of("usher.store", StoreSettings.class),
            settings.of("usher", HubSettings.class),
            settings.of("usher.store", DiskSettings.class));
    List<Finding> findings = doctor.examine(deep);
    if (json) {
      surroundings
          .out()
          .println(new ObjectMapper().writeValueAsString(Map.of("findings", findings)));
    } else {
      findings.forEach(this::print);
      summary(findings);
    }
    return count(findings, Verdict.PROBLEM) == 0 ? 0 : CommandFailed.FAILED;
  }

  private void print(Finding finding) {
    String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
    surroundings.out().printf("%-8s %-12s %s%n", verdict, finding.check(), finding.what());
    if (!finding.advice().isEmpty()) {
      surroundings.out().printf("%21s %s%n", "->", finding.advice());
    }
  }

  private void summary(List<Finding> findings) {
    long problems = count(findings, Verdict.PROBLEM);
    long warnings = count(findings, Verdict.WARNING);
    surroundings
        .out()
        .println(
            problems + warnings == 0
                ? "The store is sound."
                : counted(problems, "problem") + ", " + counted(warnings, "warning") + ".");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
