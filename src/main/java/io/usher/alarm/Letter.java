package io.usher.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.store.AlarmNotice;
import io.usher.store.AlarmRow;
import io.usher.store.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a notice says: as JSON in the store and for webhooks, as lines for people. */
final class Letter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_TITLE = 150;

  private Letter() {}

  /**
   * @param url the console's address, without a slash at its end
   */
  static AlarmNotice of(
      List<AlarmNews> news, Channel channel, @Nullable String customer, String url, Instant now) {
    ArrayNode alarms = JSON.createArrayNode();
    news.forEach(each -> alarms.add(entry(each, url)));
    ObjectNode body = JSON.createObjectNode().put("title", title(news));
    body.set("alarms", alarms);
    return new AlarmNotice(
        Ids.next(), channel.name(), customer, title(news), body.toString(), 0, now);
  }

  private static String title(List<AlarmNews> news) {
    AlarmNews first = news.get(0);
    String more = news.size() == 1 ? "" : " (and " + (news.size() - 1) + " more)";
    String title = first.kind().word() + ": " + first.what();
    return (title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "…" : title)
        + more;
  }

  private static ObjectNode entry(AlarmNews news, String url) {
    AlarmRow alarm = news.alarm();
    return JSON.createObjectNode()
        .put("id", alarm.id())
        .put("event", news.kind().name())
        .put("kind", alarm.kind())
        .put("customer", alarm.customer())
        .put("subject", alarm.subject())
        .put("what", news.what())
        .put("advice", news.kind() == AlarmNews.Kind.RECOVERED ? "" : alarm.advice())
        .put("since", time(alarm.raisedAt()))
        .put("until", alarm.clearedAt() == null ? null : time(alarm.clearedAt()))
        .put("link", url + alarm.link());
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** For mail and chat. */
  static String lines(AlarmNotice notice) {
    StringBuilder text = new StringBuilder();
    for (JsonNode alarm : read(notice).path("alarms")) {
      text.append(text.isEmpty() ? "" : "\n\n")
          .append(AlarmNews.Kind.valueOf(alarm.path("event").asText()).word())
          .append("  ")
          .append(alarm.path("what").asText())
          .append("\nSince ")
          .append(alarm.path("since").asText());
      if (!alarm.path("until").isNull()) {
        text.append(", over since ").append(alarm.path("until").asText());
      }
      if (!alarm.path("advice").asText().isEmpty()) {
        text.append("\nWhat to do: ").append(alarm.path("advice").asText());
      }
      text.append("\n").append(alarm.path("link").asText());
    }
    return text.append('\n').toString();
  }

  private static JsonNode read(AlarmNotice notice) {
    try {
      return JSON.readTree(notice.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The alarm notice " + notice.id() + " can't be read.", e);
    }
  }
}
