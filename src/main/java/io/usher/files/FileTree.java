package io.usher.files;

import io.usher.settings.FileProblem;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything under the routes and customers folders at one moment, in the order of paths. Never
 * changes.
 *
 * @param problems of files that are there but can't be read, or that nothing will read
 */
public record FileTree(SortedMap<String, EditedFile> files, List<FileProblem> problems) {

  public static final String CUSTOMERS = "customers/";
  public static final String ROUTES = "routes/";
  public static final FileTree EMPTY = new FileTree(new TreeMap<>(), List.of());

  public FileTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    problems = List.copyOf(problems);
  }

  public static FileTree of(Collection<EditedFile> files) {
    return of(files, List.of());
  }

  public static FileTree of(Collection<EditedFile> files, List<FileProblem> problems) {
    TreeMap<String, EditedFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return new FileTree(byPath, problems);
  }

  public Optional<EditedFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Those whose path begins with this. */
  public Collection<EditedFile> under(String prefix) {
    return files.subMap(prefix, prefix + Character.MAX_VALUE).values();
  }

  /** Whether the same contents are at the same paths. */
  public boolean sameFiles(FileTree other) {
    return files.equals(other.files);
  }

  public FileTree with(EditedFile file) {
    Map<String, EditedFile> changed = new TreeMap<>(files);
    changed.put(file.path(), file);
    return of(changed.values(), problems);
  }

  public FileTree without(String path) {
    Map<String, EditedFile> changed = new TreeMap<>(files);
    changed.remove(path);
    return of(changed.values(), problems);
  }
}
