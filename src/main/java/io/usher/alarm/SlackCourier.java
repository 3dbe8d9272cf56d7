package io.usher.alarm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.usher.customer.AlarmRecipients;
import io.usher.store.AlarmNotice;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Into a channel of Slack's, by an incoming webhook. Mattermost and Rocket.Chat take the same. */
@Component
class SlackCourier implements Courier {

  private final HttpPost post;

  SlackCourier(HttpPost post) {
    this.post = post;
  }

  @Override
  public Channel channel() {
    return Channel.SLACK;
  }

  @Override
  public void bring(AlarmNotice notice, AlarmRecipients to)
      throws Undelivered, InterruptedException {
    String json =
        JsonNodeFactory.instance.objectNode().put("text", escaped(Letter.lines(notice))).toString();
    post.send("Slack", to.slackUrl(), json, Map.of());
  }

  /** Slack's three control characters ("Formatting text for app surfaces", api.slack.com). */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
