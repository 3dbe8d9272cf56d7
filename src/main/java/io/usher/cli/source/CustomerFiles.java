package io.usher.cli.source;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The customers' files of this folder, read as they are: without a hub, and without its checks. */
public final class CustomerFiles {
  private static final String SUFFIX = ".yaml";

  private final Surroundings surroundings;
  private final Path folder;

  public CustomerFiles(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.folder = surroundings.path("USHER_CUSTOMERS_DIR", "config/customers");
  }

  public List<Source> sources() {
    return files().stream().flatMap(file -> sources(file).stream()).toList();
  }

  /** Without a customer the first file's; without a name the first source's. */
  public Source source(@Nullable String customer, @Nullable String name) {
    return sources().stream()
        .filter(source -> customer == null || customer.equals(source.customer()))
        .filter(source -> name == null || name.equals(source.name()))
        .findFirst()
        .orElseThrow(() -> notThere(customer, name));
  }

  private CommandFailed notThere(@Nullable String customer, @Nullable String name) {
    return failed(
        "There is no "
            + (name == null ? "source" : "source " + name)
            + (customer == null ? "" : " of customer " + customer)
            + " in "
            + folder
            + ". Run this in the hub's folder, set USHER_CUSTOMERS_DIR, or give --path and"
            + " --secret.");
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException unreadable) {
      throw failed(folder + " can't be read: " + unreadable.getMessage());
    }
  }

  private List<Source> sources(Path file) {
    return map(map(load(file)).get("sources")).entrySet().stream()
        .map(entry -> source(file, entry.getKey().toString(), map(entry.getValue())))
        .toList();
  }

  private Source source(Path file, String name, Map<?, ?> source) {
    String fileName = file.getFileName().toString();
    return new Source(
        file,
        fileName.substring(0, fileName.length() - SUFFIX.length()),
        name,
        text(source.get("verifier")),
        text(source.get("path")),
        source.get("secrets") instanceof List<?> secrets
            ? secrets.stream().map(CustomerFiles::text).toList()
            : List.of(),
        surroundings.variables());
  }

  private static @Nullable Object load(Path file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(strict)).load(Files.readString(file));
    } catch (IOException | YAMLException unreadable) {
      throw failed(file + " can't be read: " + unreadable.getMessage());
    }
  }

  private static Map<?, ?> map(@Nullable Object yaml) {
    return yaml instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object yaml) {
    return yaml == null ? "" : yaml.toString();
  }

  private static CommandFailed failed(String sentence) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, sentence);
  }
}
