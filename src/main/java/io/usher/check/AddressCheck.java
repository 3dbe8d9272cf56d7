package io.usher.check;

import io.usher.check.Address.Written;
import io.usher.check.ComponentWords.Option;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** Looks at the endpoints that a file names: component, options, connector and its parameters. */
final class AddressCheck {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
  private static final Pattern USER = Pattern.compile("^[^/@]*:([^/@{$]+)@.*");

  /** Camel hides these in logs, too. */
  private static final Set<String> NO_SECRETS =
      Set.of("username", "user", "clientId", "authUsername");

  private static final Set<String> OURS = Set.of("inbox", "outbox");

  private final Look look;
  private final YamlFile file;

  AddressCheck(Look look, YamlFile file) {
    this.look = look;
    this.file = file;
  }

  void check(Address address) {
    if (address.scheme().isEmpty() || address.scheme().contains("{{")) {
      return;
    }
    if (address.scheme().equals("kamelet")) {
      connector(address);
    } else if (OURS.contains(address.scheme())) {
      ours(address);
    } else if (look.words().has(address.scheme())) {
      options(address);
    } else if (!isHere(address.scheme())) {
      unknownComponent(address);
    }
    userInfo(address);
  }

  private boolean isHere(String scheme) {
    return getClass().getResource("/META-INF/services/org/apache/camel/component/" + scheme)
        != null;
  }

  private void unknownComponent(Address address) {
    Set<String> known = new TreeSet<>(look.words().schemes());
    known.addAll(OURS);
    error(
        address.place(),
        "unknown-component",
        "There is no component '" + address.scheme() + "'.",
        Nearest.to(address.scheme(), known)
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("Use a connector (kamelet:…), or put the component's jar into the hub."));
  }

  private void options(Address address) {
    Map<String, Option> known = look.words().options(address.scheme());
    address
        .options()
        .forEach(
            (name, written) -> {
              Option option = known.get(name);
              if (option != null) {
                value(address, option, written);
              } else if (!name.contains("{{") && !name.contains(".") && !name.contains("${")) {
                unknownOption(address, name, written, known.keySet());
              }
            });
  }

  private void unknownOption(
      Address address, String name, Written written, Collection<String> known) {
    boolean lenient = look.words().lenient(address.scheme());
    String what = address.scheme() + " has no option '" + name + "'.";
    if (!lenient) {
      error(written.name(), "unknown-option", what, Nearest.fix(name, known));
    } else {
      Nearest.to(name, known)
          .filter(near -> Nearest.distance(near, name) <= 2)
          .ifPresent(
              near ->
                  look.findings()
                      .warning(
                          file.name(),
                          written.name(),
                          "unknown-option",
                          what + " It would be sent out as a part of the address.",
                          "Did you mean '" + near + "'?"));
    }
  }

  private void value(Address address, Option option, Written written) {
    if (option.secret()
        && !NO_SECRETS.contains(option.name())
        && !written.open()
        && !written.value().isBlank()) {
      secret(written.place(), "The option " + option.name() + " of " + address.scheme());
      return;
    }
    if (written.open() || written.value().startsWith("RAW") || written.value().isEmpty()) {
      return;
    }
    String wrong = wrong(option, written.value());
    if (!wrong.isEmpty()) {
      error(
          written.place(),
          "wrong-value",
          "The option " + option.name() + " of " + address.scheme() + " " + wrong,
          option.values().isEmpty()
              ? "Correct the value."
              : Nearest.fix(written.value(), option.values()));
    }
  }

  private static String wrong(Option option, String value) {
    String shown = value.length() > 40 ? "this" : "'" + value + "'";
    return switch (option.type()) {
      case "boolean" ->
          value.matches("(?i)true|false") ? "" : "must be true or false, not " + shown + ".";
      case "integer" ->
          NUMBER.matcher(value).matches() || value.matches("\\d+[a-z]+|[0-9.]+")
              ? ""
              : "must be a number, not " + shown + ".";
      case "enum" ->
          option.values().isEmpty() || option.values().stream().anyMatch(v -> same(v, value))
              ? ""
              : "can't be " + shown + ".";
      default -> "";
    };
  }

  private static boolean same(String allowed, String value) {
    return allowed.replaceAll("[-_]", "").equalsIgnoreCase(value.replaceAll("[-_]", ""));
  }

  /** Our own endpoints say themselves what they take. */
  private void ours(Address address) {
    address
        .options()
        .forEach(
            (name, written) -> {
              Collection<String> known = look.words().options(address.scheme()).keySet();
              if (name.equals("destination") || name.equals("customer")) {
                return;
              }
              if (!known.contains(name)) {
                error(
                    written.name(),
                    "unknown-option",
                    address.scheme() + " has no option '" + name + "'.",
                    Nearest.fix(name, known));
              } else if (!written.open()) {
                refusal(address.scheme(), name, written.value())
                    .ifPresent(
                        why ->
                            error(
                                written.place(),
                                "wrong-value",
                                "The option " + name + ": " + why + ".",
                                "Correct the value; docs/routes.md lists the options."));
              }
            });
  }

  /** Why one of our endpoints doesn't take an option's value. */
  Optional<String> refusal(String scheme, String option, String value) {
    CamelContext camel = look.camel().camel();
    String raw = value.startsWith("RAW(") ? value : "RAW(" + value + ")";
    try {
      Endpoint tried = camel.getEndpoint(scheme + ":looked-at?" + option + "=" + raw);
      camel.removeEndpoint(tried);
      return Optional.empty();
    } catch (Exception e) {
      String why = String.valueOf(CamelReason.root(e).getMessage());
      return Optional.of(why.replace(" of " + scheme + ":looked-at", "").replaceFirst("\\.$", ""));
    }
  }

  private void connector(Address address) {
    String name = address.path().replaceFirst("/.*", "");
    Connector connector = look.connectors().get(name);
    if (connector == null) {
      error(
          address.place(),
          "unknown-connector",
          "There is no connector '" + name + "' in " + look.files().routes() + "/connectors.",
          Nearest.fix(name, look.connectors().keySet()));
      return;
    }
    Set<String> options = new LinkedHashSet<>(look.words().options("kamelet").keySet());
    address.options().forEach((key, written) -> parameter(connector, key, written, options));
    for (String required : connector.required()) {
      if (!address.options().containsKey(required)) {
        error(
            address.place(),
            "missing-parameter",
            "The connector " + name + " needs the parameter '" + required + "'.",
            "Write it under parameters:, as " + required + ": ….");
      }
    }
    new ConnectionCheck(look, file).check(connector, address);
  }

  private void parameter(
      Connector connector, String key, Written written, Collection<String> options) {
    if (connector.parameters().containsKey(key)) {
      java.util.List<String> allowed = connector.values().get(key);
      if (allowed != null && !written.open() && !allowed.contains(written.value())) {
        error(
            written.place(),
            "wrong-value",
            "The parameter "
                + key
                + " of "
                + connector.name()
                + " can't be '"
                + written.value()
                + "'.",
            Nearest.fix(written.value(), allowed));
      }
    } else if (!options.contains(key) && !connector.used().contains(key)) {
      error(
          written.name(),
          "unknown-parameter",
          "The connector " + connector.name() + " has no parameter '" + key + "'.",
          Nearest.fix(key, connector.parameters().keySet()));
    }
  }

  private void userInfo(Address address) {
    Matcher user = USER.matcher(address.path());
    if (user.matches() && PLACEHOLDER.matcher(user.group(1)).results().findAny().isEmpty()) {
      secret(address.place(), "A password in an address");
    }
  }

  private void secret(Place place, String what) {
    look.findings()
        .warning(
            file.name(),
            place,
            "secret-in-plain-text",
            what + " is a secret, and it stands here in plain text.",
            "Put it into the customer's settings as ${NAME} and write {{<customer>.<setting>}} here;"
                + " renew it if this file was shared.");
  }

  private void error(Place place, String rule, String what, String fix) {
    look.findings().error(file.name(), place, rule, what, fix);
  }
}
