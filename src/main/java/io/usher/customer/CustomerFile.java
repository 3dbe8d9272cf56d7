package io.usher.customer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.usher.customer.CustomerYaml.AlarmsYaml;
import io.usher.customer.CustomerYaml.DestinationYaml;
import io.usher.customer.CustomerYaml.RetentionYaml;
import io.usher.customer.CustomerYaml.SourceYaml;
import io.usher.settings.KeepTime;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one customer's file strictly: whatever it doesn't understand is refused with file, line and
 * what to do.
 */
final class CustomerFile {

  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern SOURCE_PATH =
      Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final Path file;
  private final SecretReferences references;

  CustomerFile(Path file, SecretReferences references) {
    this.file = file;
    this.references = references;
  }

  Customer read() {
    String id = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    if (!ID.matcher(id).matches()) {
      throw problem(
          "its name is the customer's id: lower-case letters, digits and dashes, up to 40 characters");
    }
    CustomerYaml yaml = parse();
    List<Source> sources = new ArrayList<>();
    if (yaml.sources() != null) {
      yaml.sources().forEach((name, source) -> sources.add(source(id, name, source)));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (yaml.settings() != null) {
      yaml.settings().forEach((key, value) -> flatten("settings." + key, key, value, settings));
    }
    return new Customer(
        id,
        yaml.name() == null ? id : yaml.name(),
        List.copyOf(sources),
        settings,
        retention(yaml.retention()),
        file,
        destinations(yaml.destinations()),
        alarms(yaml.alarms()));
  }

  private AlarmRecipients alarms(@Nullable AlarmsYaml yaml) {
    return yaml == null
        ? AlarmRecipients.NOBODY
        : new AlarmRecipients(
            resolved("alarms.mail", yaml.mail()),
            resolve("alarms.slackUrl", yaml.slackUrl()),
            resolve("alarms.webhookUrl", yaml.webhookUrl()));
  }

  private Map<String, Map<String, String>> destinations(
      @Nullable Map<String, DestinationYaml> yaml) {
    Map<String, Map<String, String>> destinations = new LinkedHashMap<>();
    if (yaml != null) {
      yaml.forEach((name, options) -> destinations.put(name, options(name, options)));
    }
    return destinations;
  }

  private Map<String, String> options(String destination, @Nullable DestinationYaml yaml) {
    Map<String, String> options = new LinkedHashMap<>();
    if (yaml != null) {
      Map<String, String> written = YAML.convertValue(yaml, new TypeReference<>() {});
      written.forEach(
          (key, value) ->
              options.put(key, resolve("destinations." + destination + "." + key, value)));
    }
    return options;
  }

  private CustomerYaml parse() {
    String text = text();
    try {
      CustomerYaml yaml = YAML.readValue(text, CustomerYaml.class);
      if (yaml == null) {
        throw problem("it is empty; it needs at least a name and a source");
      }
      return yaml;
    } catch (JsonProcessingException e) {
      YamlMistake mistake = YamlMistake.of(e, text);
      throw new StartupProblem(
          "%s, line %d: %s.".formatted(file, mistake.line(), mistake.what()), e);
    }
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartupProblem(file + " can't be read: " + e.getClass().getSimpleName() + ".", e);
    }
  }

  private Source source(String customer, String name, @Nullable SourceYaml yaml) {
    String where = "sources." + name;
    if (yaml == null || yaml.path() == null) {
      throw problem(where + " has no path; write path: " + customer + "/" + name);
    }
    if (!SOURCE_PATH.matcher(yaml.path()).matches()) {
      throw problem(
          where
              + ".path is '"
              + yaml.path()
              + "'; letters, digits, '-', '_', '.', '~' and '/' between them are allowed");
    }
    if (yaml.verifier() == null) {
      throw problem(
          where
              + " has no verifier; write verifier: showpass, or verifier: none to take webhooks unchecked");
    }
    return new Source(
        customer,
        name,
        yaml.path(),
        yaml.verifier(),
        resolved(where + ".secrets", yaml.secrets()),
        yaml.addresses() == null ? List.of() : yaml.addresses(),
        yaml.organization(),
        yaml.onBadSignature() == null ? Source.OnBadSignature.REFUSE : yaml.onBadSignature());
  }

  private List<String> resolved(String where, @Nullable List<String> secrets) {
    List<String> resolved = new ArrayList<>();
    for (String secret : secrets == null ? List.<String>of() : secrets) {
      String value = resolve(where, secret);
      if (!value.isBlank()) {
        resolved.add(value);
      }
    }
    return List.copyOf(resolved);
  }

  private void flatten(String where, String key, JsonNode value, Map<String, String> settings) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              e ->
                  flatten(
                      where + "." + e.getKey(), key + "." + e.getKey(), e.getValue(), settings));
    } else if (value.isArray()) {
      throw problem(where + " is a list; a setting is one value");
    } else {
      settings.put(key, value.isNull() ? "" : resolve(where, value.asText()));
    }
  }

  private Retention retention(@Nullable RetentionYaml yaml) {
    return yaml == null
        ? Retention.AS_THE_HUB
        : new Retention(
            keep("retention.payloads", yaml.payloads()), keep("retention.log", yaml.log()));
  }

  private @Nullable KeepTime keep(String where, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return KeepTime.of(resolve(where, text));
    } catch (IllegalArgumentException e) {
      throw problem(where + " can't be used: " + e.getMessage());
    }
  }

  private String resolve(String where, @Nullable String text) {
    try {
      return references.resolve(text == null ? "" : text);
    } catch (SecretReferences.Unresolved e) {
      throw problem(where + " refers to " + e.getMessage());
    }
  }

  private StartupProblem problem(String what) {
    return new StartupProblem(file + ": " + what + ".");
  }
}
