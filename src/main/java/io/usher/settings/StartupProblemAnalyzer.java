package io.usher.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a failed start with the problem's sentence instead of a stack trace. */
class StartupProblemAnalyzer extends AbstractFailureAnalyzer<StartupProblem> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StartupProblem problem) {
    return new FailureAnalysis(String.valueOf(problem.getMessage()), null, problem);
  }
}
