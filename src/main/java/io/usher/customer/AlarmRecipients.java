package io.usher.customer;

import java.util.List;

/**
 * Who is told of alarms.
 *
 * @param mail addresses
 * @param slackUrl an incoming webhook of Slack's; empty for none
 * @param webhookUrl where JSON is posted; empty for none
 */
public record AlarmRecipients(List<String> mail, String slackUrl, String webhookUrl) {

  public static final AlarmRecipients NOBODY = new AlarmRecipients(List.of(), "", "");

  /** Without addresses: whoever knows the URLs can post there. */
  @Override
  public String toString() {
    return "alarm recipients";
  }
}
