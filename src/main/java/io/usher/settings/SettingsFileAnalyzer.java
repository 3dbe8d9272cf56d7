package io.usher.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Ends a start whose settings are not YAML: Spring Boot would print the file's lines. */
class SettingsFileAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
    YamlProblem problem = YamlProblem.of(cause.getMessage());
    return new FailureAnalysis(
        "config/application.yaml, line " + problem.line() + ": " + problem.what() + ".",
        "Correct the file and start again.",
        cause);
  }
}
