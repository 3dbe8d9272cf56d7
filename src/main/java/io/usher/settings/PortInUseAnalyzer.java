package io.usher.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;

/** Ends a start on a port that somebody else has. */
@Order(0)
class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    return new FailureAnalysis(
        "Port " + cause.getPort() + " is in use already.",
        "Stop the program that listens there, or give the hub another port with SERVER_PORT.",
        cause);
  }
}
