package io.usher.cli.source;

import io.usher.cli.terminal.CommandFailed;
import io.usher.files.AtomicWrite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a customer of another one's files. Only names change: comments and layout stay byte for
 * byte. The customer's file is written last, so that a hub which runs sees the whole at once.
 */
final class CustomerCopy {

  private static final Pattern SOURCE_PATH =
      Pattern.compile("(?m)^(\\s+(?:[\\w-]+:\\s*\\{\\s*)?path:\\s*)([\"']?)([^\\s\"',}#]+)\\2");
  private static final Pattern SECRET_DEFAULT =
      Pattern.compile("(\\$\\{[A-Z0-9_]*SECRET):([^}]*)}");

  private final String from;
  private final String to;
  private final Path customers;
  private final Path routes;

  CustomerCopy(String from, String to, Path customers, Path routes) {
    this.from = from;
    this.to = to;
    this.customers = customers;
    this.routes = routes;
  }

  /** The files that were written. */
  List<Path> write(String name) {
    Path file = customers.resolve(from + ".yaml");
    if (!Files.isRegularFile(file)) {
      throw failed("There is no customer " + from + ": " + file + " is missing.");
    }
    Path target = customers.resolve(to + ".yaml");
    if (Files.exists(target) || Files.exists(routes.resolve(to))) {
      throw failed("There is a customer " + to + " already; choose another name.");
    }
    try {
      List<Path> written = copyRoutes();
      AtomicWrite.write(
          target, customer(Files.readString(file), name).getBytes(StandardCharsets.UTF_8));
      return Stream.concat(written.stream(), Stream.of(target)).toList();
    } catch (IOException e) {
      throw failed("The files of " + from + " can't be copied: " + e.getMessage() + ".");
    }
  }

  private List<Path> copyRoutes() throws IOException {
    Path folder = routes.resolve(from);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      boolean yaml = file.toString().endsWith(".yaml");
      AtomicWrite.write(
          copied(file),
          yaml
              ? renamed(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
              : bytes);
    }
    return files.stream().map(this::copied).toList();
  }

  private Path copied(Path file) {
    return routes.resolve(to).resolve(routes.resolve(from).relativize(file).toString());
  }

  private String customer(String text, String name) {
    String renamed = renamed(text);
    String paths =
        SOURCE_PATH
            .matcher(renamed)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1)
                            + found.group(2)
                            + to
                            + "/"
                            + FreshSecret.path()
                            + found.group(2)));
    String secrets =
        SECRET_DEFAULT
            .matcher(paths)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1).endsWith("CLIENT_SECRET")
                            ? found.group()
                            : found.group(1) + ":" + FreshSecret.secret() + "}"));
    return secrets.replaceFirst(
        "(?m)^name:.*$", Matcher.quoteReplacement("name: \"" + name.replace("\"", "'") + "\""));
  }

  /** The old name where it names the customer, and where it begins a variable's name. */
  private String renamed(String text) {
    return text.replaceAll(
            "(?<![\\w.-])" + Pattern.quote(from) + "(?=[./?}\"'\\s,]|$)",
            Matcher.quoteReplacement(to))
        .replaceAll(
            "(?<![A-Z0-9_])" + Pattern.quote(variable(from)) + "_",
            Matcher.quoteReplacement(variable(to) + "_"));
  }

  private static String variable(String id) {
    return id.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static CommandFailed failed(String sentence) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, sentence);
  }
}
