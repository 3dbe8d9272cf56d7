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
import io.usher.files.EditedFile;
import io.usher.files.NotText;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.FileProblems;
import io.usher.settings.KeepTime;
import io.usher.settings.YamlPlaces;
import io.usher.settings.YamlPlaces.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads one customer's file strictly: whatever it doesn't understand is told with file, line and
 * what to do.
 */
final class CustomerFile {

  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** Folders beside the customers'. */
  private static final Set<String> RESERVED = Set.of("connectors", "shared");

  private static final Pattern SOURCE_PATH =
      Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final EditedFile file;
  private final String text;
  private final SecretReferences references;
  private final SourceCheck check;
  private final YamlPlaces places;
  private final List<FileProblem> problems = new ArrayList<>();

  private CustomerFile(
      EditedFile file, String text, SecretReferences references, SourceCheck check) {
    this.file = file;
    this.text = text;
    this.references = references;
    this.check = check;
    this.places = YamlPlaces.of(text);
  }

  static ReadCustomer read(EditedFile file, SecretReferences references, SourceCheck check) {
    try {
      CustomerFile reading = new CustomerFile(file, file.text(), references, check);
      return new ReadCustomer(reading.read(), reading.problems);
    } catch (FileProblems e) {
      return new ReadCustomer(null, e.problems());
    } catch (NotText e) {
      return new ReadCustomer(
          null,
          List.of(
              new FileProblem(
                  file.shown(),
                  0,
                  0,
                  Severity.ERROR,
                  "not-text",
                  "It is not a text in UTF-8.",
                  "Save it as UTF-8.")));
    }
  }

  /** Reads no more than its sources; empty where anything is wrong with one of them. */
  static Optional<Customer> readSources(
      EditedFile file, SecretReferences references, SourceCheck check) {
    try {
      CustomerFile reading = new CustomerFile(file, file.text(), references, check);
      String id = reading.id();
      List<Source> sources = reading.sources(id, reading.parse());
      return reading.problems.isEmpty()
          ? Optional.of(
              new Customer(
                  id,
                  id,
                  sources,
                  Map.of(),
                  Retention.AS_THE_HUB,
                  Path.of(file.shown()),
                  Map.of(),
                  AlarmRecipients.NOBODY))
          : Optional.empty();
    } catch (FileProblems | NotText e) {
      return Optional.empty();
    }
  }

  private String id() {
    String id = id(file);
    if (!ID.matcher(id).matches() || RESERVED.contains(id)) {
      throw new FileProblems(
          problem(
              Place.UNKNOWN,
              "customer-id",
              "The file's name is the customer's id, and '" + id + "' can't be one.",
              "Name it with lower-case letters, digits and dashes, up to 40 characters, and not "
                  + String.join(" or ", RESERVED)
                  + "."));
    }
    return id;
  }

  private List<Source> sources(String customer, CustomerYaml yaml) {
    List<Source> sources = new ArrayList<>();
    if (yaml.sources() != null) {
      yaml.sources()
          .forEach(
              (name, source) -> tried(() -> sources.add(checked(source(customer, name, source)))));
    }
    return List.copyOf(sources);
  }

  private Customer read() {
    String id = id();
    CustomerYaml yaml = parse();
    List<Source> sources = sources(id, yaml);
    Map<String, String> settings = new LinkedHashMap<>();
    if (yaml.settings() != null) {
      yaml.settings()
          .forEach((key, value) -> flatten(List.of("settings", key), key, value, settings));
    }
    Map<String, Map<String, String>> destinations = new LinkedHashMap<>();
    if (yaml.destinations() != null) {
      yaml.destinations()
          .forEach((name, written) -> destinations.put(name, options(name, written)));
    }
    return new Customer(
        id,
        yaml.name() == null ? id : yaml.name(),
        sources,
        settings,
        retention(yaml.retention()),
        Path.of(file.shown()),
        destinations,
        alarms(yaml.alarms()));
  }

  /** Who can't be read is told nothing; the problem is told to everybody who looks. */
  private AlarmRecipients alarms(@Nullable AlarmsYaml yaml) {
    if (yaml == null) {
      return AlarmRecipients.NOBODY;
    }
    try {
      return new AlarmRecipients(
          resolved(List.of("alarms", "mail"), yaml.mail()),
          resolve(List.of("alarms", "slackUrl"), yaml.slackUrl()),
          resolve(List.of("alarms", "webhookUrl"), yaml.webhookUrl()));
    } catch (FileProblems e) {
      problems.addAll(e.problems());
      return AlarmRecipients.NOBODY;
    }
  }

  static String id(EditedFile file) {
    return file.name().replaceFirst("\\.ya?ml$", "");
  }

  /** What fails is told and left out. */
  private void tried(Runnable part) {
    try {
      part.run();
    } catch (FileProblems e) {
      problems.addAll(e.problems());
    }
  }

  private Source checked(Source source) {
    try {
      check.check(source);
      return source;
    } catch (IllegalArgumentException e) {
      throw problem(
          List.of("sources", source.name()),
          "source",
          "The source " + source.name() + " can't start: " + e.getMessage() + ".",
          "Until it is mended it takes no webhooks.");
    }
  }

  private Map<String, String> options(String destination, @Nullable DestinationYaml yaml) {
    Map<String, String> options = new LinkedHashMap<>();
    if (yaml != null) {
      Map<String, String> written = YAML.convertValue(yaml, new TypeReference<>() {});
      written.forEach(
          (key, value) ->
              tried(
                  () ->
                      options.put(key, resolve(List.of("destinations", destination, key), value))));
    }
    return options;
  }

  private CustomerYaml parse() {
    if (places.root().isEmpty() && text.lines().allMatch(CustomerFile::saysNothing)) {
      throw new FileProblems(
          problem(
              Place.UNKNOWN,
              "empty",
              "It is empty.",
              "Write at least a name and a source, or delete the file."));
    }
    try {
      CustomerYaml yaml = YAML.readValue(text, CustomerYaml.class);
      if (yaml == null) {
        throw problem(List.of(), "empty", "It is empty.", "Write at least a name and a source.");
      }
      return yaml;
    } catch (JsonProcessingException e) {
      throw mistake(YamlMistake.of(e, text));
    } catch (StackOverflowError | YAMLException e) {
      throw problem(
          List.of(), "yaml", "It is not valid YAML.", "It is nested too deeply; write it anew.");
    }
  }

  private static boolean saysNothing(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  private FileProblems mistake(YamlMistake mistake) {
    return new FileProblems(
        new FileProblem(
            file.shown(),
            mistake.line(),
            mistake.column(),
            Severity.ERROR,
            mistake.rule(),
            mistake.what(),
            mistake.fix()));
  }

  private Source source(String customer, String name, @Nullable SourceYaml yaml) {
    List<String> where = List.of("sources", name);
    if (yaml == null || yaml.path() == null) {
      throw problem(
          where,
          "source-path",
          "The source " + name + " has no path.",
          "Write path: " + customer + "/" + name + ", better with a part that nobody guesses.");
    }
    if (!SOURCE_PATH.matcher(yaml.path()).matches()) {
      throw problem(
          with(where, "path"),
          "source-path",
          "The path '" + yaml.path() + "' can't be part of an address.",
          "Write letters, digits, '-', '_', '.', '~' and '/' between them.");
    }
    if (yaml.verifier() == null) {
      throw problem(
          where,
          "source-verifier",
          "The source " + name + " has no verifier.",
          "Write verifier: showpass, or verifier: none to take webhooks unchecked.");
    }
    return new Source(
        customer,
        name,
        yaml.path(),
        yaml.verifier(),
        resolved(with(where, "secrets"), yaml.secrets()),
        yaml.addresses() == null ? List.of() : yaml.addresses(),
        yaml.organization(),
        yaml.onBadSignature() == null ? Source.OnBadSignature.REFUSE : yaml.onBadSignature());
  }

  private List<String> resolved(List<String> where, @Nullable List<String> secrets) {
    List<String> resolved = new ArrayList<>();
    for (String secret : secrets == null ? List.<String>of() : secrets) {
      String value = resolve(where, secret);
      if (!value.isBlank()) {
        resolved.add(value);
      }
    }
    return List.copyOf(resolved);
  }

  private void flatten(
      List<String> where, String key, JsonNode value, Map<String, String> settings) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              e ->
                  flatten(with(where, e.getKey()), key + "." + e.getKey(), e.getValue(), settings));
    } else if (value.isArray()) {
      problems.addAll(
          problem(
                  where,
                  "setting",
                  String.join(".", where) + " is a list.",
                  "A setting is one value; give each entry a name of its own.")
              .problems());
    } else {
      tried(() -> settings.put(key, value.isNull() ? "" : resolve(where, value.asText())));
    }
  }

  private Retention retention(@Nullable RetentionYaml yaml) {
    return yaml == null
        ? Retention.AS_THE_HUB
        : new Retention(keep("payloads", yaml.payloads()), keep("log", yaml.log()));
  }

  /** What can't be read keeps everything: removing too early can't be mended. */
  private @Nullable KeepTime keep(String which, @Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> where = List.of("retention", which);
    try {
      return KeepTime.of(resolve(where, text));
    } catch (IllegalArgumentException e) {
      problems.addAll(
          problem(
                  where,
                  "retention",
                  "retention." + which + " can't be used: " + e.getMessage() + ".",
                  "Until it is mended nothing of this customer is removed.")
              .problems());
    } catch (FileProblems e) {
      problems.addAll(e.problems());
    }
    return new KeepTime(null);
  }

  private String resolve(List<String> where, @Nullable String text) {
    try {
      return references.resolve(text == null ? "" : text);
    } catch (SecretReferences.Unresolved e) {
      throw problem(
          where,
          "reference",
          String.join(".", where) + " refers to " + e.what() + ".",
          e.fix() + ".");
    }
  }

  private static List<String> with(List<String> where, String key) {
    List<String> longer = new ArrayList<>(where);
    longer.add(key);
    return longer;
  }

  private FileProblems problem(List<String> where, String rule, String what, String fix) {
    return new FileProblems(problem(places.of(where), rule, what, fix));
  }

  private FileProblem problem(Place place, String rule, String what, String fix) {
    return new FileProblem(
        file.shown(), place.line(), place.column(), Severity.ERROR, rule, what, fix);
  }
}
