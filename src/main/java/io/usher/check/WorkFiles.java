package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that people edit, as they are at one moment: nothing changes while they are looked at.
 *
 * @param customers the customers' folder, such as {@code config/customers}, with slashes
 * @param routes the routes' folder, such as {@code routes}
 * @param files the bytes of each, by its name as people know it, with slashes
 * @param unreadable what could not be read, and why
 */
public record WorkFiles(
    String customers,
    String routes,
    SortedMap<String, byte[]> files,
    List<FileProblem> unreadable) {

  private static final long LARGEST = 4L << 20;
  private static final int DEEPEST = 6;

  /**
   * @param base the working folder; names are relative to it
   */
  public static WorkFiles read(Path base, Path customersDir, Path routesDir) {
    WorkFiles work =
        new WorkFiles(
            name(base, customersDir), name(base, routesDir), new TreeMap<>(), new ArrayList<>());
    work.collect(base, customersDir);
    work.collect(base, routesDir);
    return work;
  }

  /** A file's name as people know it. */
  public static String name(Path base, Path file) {
    Path full = base.toAbsolutePath().normalize();
    Path path = full.resolve(file).normalize();
    String name = (path.startsWith(full) ? full.relativize(path) : path).toString();
    return name.replace('\\', '/');
  }

  /** The same files, but for one that somebody is writing. */
  public WorkFiles with(String file, byte[] text) {
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(file, text);
    return new WorkFiles(customers, routes, changed, unreadable);
  }

  /** The same files, but with routes instead of what makes them of shared templates. */
  public WorkFiles filledIn() {
    SortedMap<String, byte[]> filled = new TreeMap<>(files);
    Findings unheard = new Findings();
    for (String customer : customerIds()) {
      routesOf(customer)
          .forEach(
              (name, file) ->
                  FilledTemplate.of(
                          this,
                          YamlFile.read(file, files.get(file), unheard),
                          customer,
                          name,
                          unheard)
                      .ifPresent(route -> filled.put(file, route.text().getBytes(UTF_8))));
    }
    return new WorkFiles(customers, routes, filled, unreadable);
  }

  /** The customers whose files are here. */
  public List<String> customerIds() {
    return files.keySet().stream()
        .filter(name -> name.matches("\\Q" + customers + "\\E/[^/]+\\.ya?ml"))
        .map(CustomerCheck::id)
        .toList();
  }

  /** The routes of a customer, by the name of the route. */
  public SortedMap<String, String> routesOf(String customer) {
    SortedMap<String, String> found = new TreeMap<>();
    String folder = routes + "/" + customer + "/";
    for (String name : files.keySet()) {
      if (name.startsWith(folder)
          && name.endsWith(RouteFile.ENDING)
          && name.indexOf('/', folder.length()) < 0) {
        found.put(name.substring(folder.length(), name.length() - RouteFile.ENDING.length()), name);
      }
    }
    return found;
  }

  /** The connectors' files. */
  public List<String> connectors() {
    return List.copyOf(below(routes + "/connectors", KameletLook.ENDING).keySet());
  }

  private void collect(Path base, Path folder) {
    Path full = base.resolve(folder);
    if (!Files.isDirectory(full)) {
      return;
    }
    try (Stream<Path> all = Files.walk(full, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      all.forEach(path -> add(name(base, path), path));
    } catch (IOException | UncheckedIOException e) {
      unreadable.add(
          problem(name(base, full), "This folder can't be read to its end.", "Check its rights."));
    }
  }

  private void add(String name, Path path) {
    if (Files.isDirectory(path)) {
      if (name.endsWith(".camel.yaml") || name.endsWith(".kamelet.yaml")) {
        unreadable.add(
            problem(
                name,
                "This is a folder with the name of a file.",
                "Rename it, or put its content into a file of that name."));
      }
      return;
    }
    try {
      if (Files.size(path) > LARGEST) {
        unreadable.add(
            problem(
                name, "This file is larger than 4 MiB.", "Routes are some kilobytes; is it one?"));
      } else {
        files.put(name, Files.readAllBytes(path));
      }
    } catch (IOException e) {
      unreadable.add(
          problem(
              name,
              "This file can't be read.",
              "Let the user that runs Usher read it: chmod +r, or correct what it links to."));
    }
  }

  private static FileProblem problem(String file, String what, String fix) {
    return new FileProblem(file, 0, 0, Severity.ERROR, "unreadable", what, fix);
  }

  boolean has(String file) {
    return files.containsKey(file) || unreadable.stream().anyMatch(p -> p.file().equals(file));
  }

  /** Those whose name has this shape, below the routes' folder. */
  Map<String, byte[]> below(String folder, String ending) {
    SortedMap<String, byte[]> found = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith(folder + "/") && name.endsWith(ending)) {
            found.put(name, bytes);
          }
        });
    return found;
  }
}
