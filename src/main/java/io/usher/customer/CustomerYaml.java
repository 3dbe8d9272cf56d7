package io.usher.customer;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file as people write it, before anything is resolved. */
record CustomerYaml(
    @Nullable String name,
    @Nullable Map<String, SourceYaml> sources,
    @Nullable Map<String, JsonNode> settings,
    @Nullable RetentionYaml retention,
    @Nullable Map<String, DestinationYaml> destinations,
    @Nullable AlarmsYaml alarms) {

  /** The options of {@code from: outbox:<destination>}, by their own names. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DestinationYaml(
      @Nullable String concurrency,
      @Nullable String rate,
      @Nullable String timeout,
      @Nullable String schedule,
      @Nullable String orderKey,
      @Nullable String afterDead,
      @Nullable String breakerFailures,
      @Nullable String breakerShare,
      @Nullable String breakerFirstWait,
      @Nullable String breakerLongestWait) {}

  record AlarmsYaml(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> mail,
      @Nullable String slackUrl,
      @Nullable String webhookUrl) {}

  record RetentionYaml(@Nullable String payloads, @Nullable String log) {}

  record SourceYaml(
      @Nullable String path,
      @Nullable String verifier,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> secrets,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> addresses,
      @Nullable String organization,
      Source.@Nullable OnBadSignature onBadSignature) {}
}
