package io.usher.check;

import java.util.Set;
import java.util.regex.Pattern;

/** Files that nobody reads where they are, and names that make trouble. */
final class FolderLook {

  private static final Pattern OTHER_ENDING =
      Pattern.compile("(.*)\\.(camel\\.(yml|xml|json|java)|camel-yaml|kamelet\\.yml|yaml|yml)$");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final WorkFiles files;
  private final Findings findings;
  private final Set<String> customers;

  FolderLook(WorkFiles files, Findings findings, Set<String> customers) {
    this.files = files;
    this.findings = findings;
    this.customers = customers;
  }

  void look() {
    files.files().keySet().stream()
        .filter(file -> file.startsWith(files.routes() + "/"))
        .forEach(this::file);
  }

  private void file(String file) {
    String[] parts = file.substring(files.routes().length() + 1).split("/");
    String name = parts[parts.length - 1];
    boolean connector = parts[0].equals("connectors");
    boolean route = name.endsWith(RouteFile.ENDING);
    if (connector) {
      if (OTHER_ENDING.matcher(name).matches() && !name.endsWith(KameletLook.ENDING)) {
        warn(
            file, "unread-file", "This file is not read: its name doesn't end with .kamelet.yaml.");
      }
    } else if (route && parts.length != 2) {
      warn(
          file,
          "unread-file",
          parts.length == 1
              ? "This file is not read: routes are in a customer's folder."
              : "This file is not read: a customer's routes are directly in its folder.");
    } else if (route) {
      if (!customers.contains(parts[0])) {
        warn(
            file, "unread-file", "This file is not read: there is no customer '" + parts[0] + "'.");
      } else if (!NAME.matcher(name).matches()) {
        findings.warning(
            file,
            Place.FILE,
            "name",
            "The name of this file is also a destination's, and people type it.",
            "Use lower-case letters, digits and dashes.");
      }
    } else if (parts.length == 2
        && !name.endsWith(".template.yaml")
        && OTHER_ENDING.matcher(name).matches()) {
      warn(file, "unread-file", "This file is not read: its name doesn't end with .camel.yaml.");
    }
  }

  private void warn(String file, String rule, String what) {
    findings.warning(file, Place.FILE, rule, what, "Rename or move it, or delete it.");
  }
}
