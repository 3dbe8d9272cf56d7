package io.usher.settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why the hub doesn't start. Comes before Spring Boot's own reporter, which would
 * say it again between asterisks, and silences it.
 */
@Order(0)
class CalmReport implements FailureAnalysisReporter {

  private static final Logger LOG = LoggerFactory.getLogger("usher");

  @Override
  public void report(FailureAnalysis analysis) {
    String action = analysis.getAction();
    LOG.error("{}{}", analysis.getDescription(), action == null ? "" : " " + action);
    LoggingSystem.get(CalmReport.class.getClassLoader())
        .setLogLevel(LoggingFailureAnalysisReporter.class.getName(), LogLevel.OFF);
  }
}
