package io.usher.settings;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

/** Ends a start with a setting that has a value of the wrong kind. */
@Order(0)
class SettingValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    ConfigurationProperty property = cause.getProperty();
    String place = property == null ? "" : SettingsCheck.place(property.getOrigin()) + ": ";
    return new FailureAnalysis(
        place
            + cause.getName()
            + " can't be used: "
            + NestedExceptionUtils.getMostSpecificCause(cause).getMessage()
            + ".",
        "Correct it and start again.",
        cause);
  }
}
