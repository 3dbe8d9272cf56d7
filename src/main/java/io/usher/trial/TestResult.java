package io.usher.trial;

import java.util.List;

/** How one test of an author of routes ended. */
public record TestResult(String file, int line, String name, List<Mismatch> mismatches) {

  public boolean passed() {
    return mismatches.isEmpty();
  }
}
