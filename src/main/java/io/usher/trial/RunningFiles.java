package io.usher.trial;

import io.usher.check.WorkFiles;
import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.settings.HubSettings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files as the hub runs them, which a change is compared with, and as they are on disk. */
@Component
public class RunningFiles {

  private static final Path HERE = Path.of("");

  private final HubSettings settings;
  private volatile @Nullable WorkFiles running;

  RunningFiles(HubSettings settings) {
    this.settings = settings;
  }

  /** From now on these files are what runs. */
  void run(FileTree files) {
    running = of(files.files().values());
  }

  /** The same files, by their names. */
  WorkFiles of(Collection<EditedFile> files) {
    String customers = WorkFiles.name(HERE, settings.customersDir());
    String routes = routesName();
    SortedMap<String, byte[]> named = new TreeMap<>();
    for (EditedFile file : files) {
      String path = file.path();
      named.put(
          path.startsWith(FileTree.ROUTES)
              ? routes + "/" + path.substring(FileTree.ROUTES.length())
              : customers + "/" + path.substring(FileTree.CUSTOMERS.length()),
          file.bytes());
    }
    return new WorkFiles(customers, routes, named, List.of());
  }

  /** The routes' folder as people know it. */
  String routesName() {
    return WorkFiles.name(HERE, settings.routesDir());
  }

  /** Null while the hub starts. */
  public @Nullable WorkFiles running() {
    return running;
  }

  public WorkFiles onDisk() {
    return WorkFiles.read(HERE, settings.customersDir(), settings.routesDir());
  }
}
