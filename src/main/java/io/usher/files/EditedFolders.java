package io.usher.files;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where the files are that people edit. What is hidden, as editors' own files are, doesn't count,
 * and neither does anything that is no ordinary file.
 */
@Component
public class EditedFolders {

  /** A route has about 40 lines; a megabyte is a mistake, or an attack. */
  static final long LARGEST = 1024 * 1024;

  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 8;

  private final Path customers;
  private final Path routes;

  public EditedFolders(HubSettings settings) {
    this.customers = settings.customersDir();
    this.routes = settings.routesDir();
  }

  /** Folders that no setting names. */
  public static EditedFolders at(Path customers, Path routes) {
    return new EditedFolders(new HubSettings(Path.of(""), routes, customers, ""));
  }

  /**
   * @throws StartupProblem when a folder is not there
   */
  public void check() {
    check(customers, "USHER_CUSTOMERS_DIR");
    check(routes, "USHER_ROUTES_DIR");
  }

  private static void check(Path folder, String variable) {
    if (!Files.isDirectory(folder)) {
      throw new StartupProblem(
          "There is no folder "
              + folder.toAbsolutePath()
              + ". Start the hub in the folder that holds config/ and routes/, or name yours with "
              + variable
              + ".");
    }
  }

  /** Both folders; the first parts of paths are in the order of {@link #roots}. */
  public List<Path> roots() {
    return List.of(customers, routes);
  }

  /** Where a file of this path lies or would lie. */
  public Path place(String path) {
    Path place =
        path.startsWith(FileTree.CUSTOMERS)
            ? customers.resolve(path.substring(FileTree.CUSTOMERS.length()))
            : routes.resolve(path.substring(FileTree.ROUTES.length()));
    Path root = path.startsWith(FileTree.CUSTOMERS) ? customers : routes;
    if (!place.normalize().startsWith(root.normalize())) {
      throw new IllegalArgumentException(path + " leads out of its folder");
    }
    return place;
  }

  /** As people know a file of this path. */
  public String shown(String path) {
    return shown(place(path));
  }

  private static String shown(Path place) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = place.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : place.toString();
  }

  /**
   * Reads each file once.
   *
   * @throws UncheckedIOException when a folder can't be listed
   */
  public FileTree read() {
    return read(places());
  }

  /** Likewise, only of the customers' folder. */
  public FileTree readCustomers() {
    Map<String, Path> places = new TreeMap<>();
    find(customers, 1, FileTree.CUSTOMERS, places);
    return read(places);
  }

  private static FileTree read(Map<String, Path> places) {
    List<EditedFile> files = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    places.forEach((path, place) -> read(path, place, files, problems));
    return FileTree.of(files, problems);
  }

  private static void read(
      String path, Path place, List<EditedFile> files, List<FileProblem> problems) {
    try {
      if (Files.size(place) > LARGEST) {
        problems.add(
            problem(place, "too-large", "It is larger than 1 MB.", "Split it, or move it away."));
        return;
      }
      files.add(EditedFile.of(path, shown(place), Files.readAllBytes(place), owner(place)));
    } catch (IOException | UncheckedIOException e) {
      problems.add(
          problem(
              place,
              "unreadable",
              "It can't be read (" + e.getClass().getSimpleName() + ").",
              "Make it readable for the user who runs the hub."));
    }
  }

  private static FileProblem problem(Path place, String rule, String what, String fix) {
    return new FileProblem(shown(place), 0, 0, Severity.ERROR, rule, what, fix);
  }

  private static String owner(Path place) {
    try {
      return Files.getOwner(place).getName();
    } catch (IOException | UnsupportedOperationException unknown) {
      return "";
    }
  }

  /**
   * Every ordinary file by its path.
   *
   * @throws UncheckedIOException when a folder is not there, which doesn't mean that its files were
   *     deleted
   */
  Map<String, Path> places() {
    Map<String, Path> places = new TreeMap<>();
    find(customers, 1, FileTree.CUSTOMERS, places);
    find(routes, DEEPEST, FileTree.ROUTES, places);
    return places;
  }

  private static void find(Path root, int depth, String prefix, Map<String, Path> places) {
    try {
      if (!Files.isDirectory(root)) {
        throw new NoSuchFileException(root.toString());
      }
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Finder(root, prefix, places));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes by what can't be visited, such as a link that leads round in a circle. */
  private static final class Finder extends SimpleFileVisitor<Path> {

    private final Path root;
    private final String prefix;
    private final Map<String, Path> places;

    Finder(Path root, String prefix, Map<String, Path> places) {
      this.root = root;
      this.prefix = prefix;
      this.places = places;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (places.size() >= MOST_FILES) {
        return FileVisitResult.TERMINATE;
      }
      if (attributes.isRegularFile() && !isHidden(file)) {
        places.put(prefix + root.relativize(file).toString().replace('\\', '/'), file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path file) {
      return !file.equals(root) && file.getFileName().toString().startsWith(".");
    }
  }
}
