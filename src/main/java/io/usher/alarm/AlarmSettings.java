package io.usher.alarm;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are told, and where beside by mail.
 *
 * @param quiet at most one notice a cause in this time
 * @param silence a source is silent when so many events are missing against former weeks; 0: never
 * @param signatures so many failed signatures of a source within five minutes; 0: never
 * @param slackUrl an incoming webhook of Slack's; empty for none
 * @param webhookUrl where JSON is posted; empty for none
 * @param webhookSecret signs that JSON; empty for no signature
 */
@ConfigurationProperties("usher.alarm")
record AlarmSettings(
    @DefaultValue("15m") Duration quiet,
    @DefaultValue("8") int silence,
    @DefaultValue("20") int signatures,
    @DefaultValue("") String slackUrl,
    @DefaultValue("") String webhookUrl,
    @DefaultValue("") String webhookSecret) {

  AlarmSettings {
    if (quiet.isNegative() || quiet.isZero()) {
      throw new IllegalArgumentException(
          "usher.alarm.quiet must be a time above zero, such as 15m");
    }
  }

  /** Without addresses, which let anybody post there. */
  @Override
  public String toString() {
    return "alarm settings";
  }
}
