package io.usher.check;

import io.usher.check.Address.Written;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a connector finds the settings and templates that it reads. */
final class ConnectionCheck {

  private final Look look;
  private final YamlFile file;

  ConnectionCheck(Look look, YamlFile file) {
    this.look = look;
    this.file = file;
  }

  void check(Connector connector, Address address) {
    connector
        .settings()
        .forEach(
            (parameter, settings) -> {
              Written connection = address.options().get(parameter);
              if (connection != null && !connection.open()) {
                connection(connector, connection, settings);
              }
            });
    connector.templates().forEach(template -> template(template, address));
  }

  private void connection(Connector connector, Written connection, Map<String, Boolean> settings) {
    String prefix = connection.value() + ".";
    Set<String> there =
        look.settings().names().stream()
            .filter(name -> name.startsWith(prefix))
            .collect(Collectors.toSet());
    if (there.isEmpty() && settings.values().contains(false)) {
      Set<String> connections =
          look.settings().names().stream()
              .filter(name -> name.chars().filter(c -> c == '.').count() > 1)
              .map(name -> name.substring(0, name.lastIndexOf('.')))
              .collect(Collectors.toSet());
      look.findings()
          .error(
              file.name(),
              connection.place(),
              "unknown-connection",
              "No customer has settings called '" + connection.value() + "'.",
              Nearest.fix(connection.value(), connections));
      return;
    }
    settings.forEach(
        (setting, optional) -> {
          if (!optional && !there.contains(prefix + setting)) {
            look.findings()
                .error(
                    file.name(),
                    connection.place(),
                    "missing-setting",
                    "The connector "
                        + connector.name()
                        + " needs "
                        + prefix
                        + setting
                        + ", which is not set.",
                    "Add it to the customer's settings.");
          }
        });
  }

  private void template(String template, Address address) {
    String path = template;
    Place place = address.place();
    for (Map.Entry<String, Written> option : address.options().entrySet()) {
      String placeholder = "{{" + option.getKey() + "}}";
      if (path.contains(placeholder)) {
        path = path.replace(placeholder, option.getValue().value());
        place = option.getValue().place();
      }
    }
    path = path.replace("{{usher.routes-dir}}", look.files().routes());
    String known = look.files().routes() + "/";
    if (!path.contains("{{") && path.startsWith(known) && !look.files().has(path)) {
      look.findings()
          .error(
              file.name(),
              place,
              "missing-template",
              "There is no file " + path + ".",
              Nearest.to(path, look.files().files().keySet())
                  .map(near -> "Did you mean '" + near + "'?")
                  .orElse("Write the template, or correct its path."));
    }
  }
}
