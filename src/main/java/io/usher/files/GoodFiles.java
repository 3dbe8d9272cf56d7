package io.usher.files;

import io.usher.settings.HubSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The files as they were taken last, in the data folder. A start whose files are broken begins with
 * these, and mail templates are read from here: a half-saved one never reaches a buyer.
 */
@Component
public class GoodFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GoodFiles.class);

  private final Path folder;
  private final EditedFolders edited;
  private final EditedFolders copies;
  private final Map<String, String> written = new ConcurrentHashMap<>();

  public GoodFiles(HubSettings settings, EditedFolders edited) {
    this.edited = edited;
    this.folder = settings.dataDir().resolve("last-good");
    this.copies = EditedFolders.at(folder.resolve("customers"), routes());
  }

  /** Where the routes folder's files are when they have been taken. */
  public final Path routes() {
    return folder.resolve("routes");
  }

  /** What was taken last; empty at the very first start. */
  public FileTree read() {
    if (!copies.roots().stream().allMatch(Files::isDirectory)) {
      return FileTree.EMPTY;
    }
    FileTree tree = copies.read();
    tree.files().values().forEach(file -> written.put(file.path(), file.hash()));
    return FileTree.of(tree.files().values().stream().map(this::asEdited).toList());
  }

  /** People know the file that they edit, not its copy. */
  private EditedFile asEdited(EditedFile copy) {
    return new EditedFile(
        copy.path(), edited.shown(copy.path()), copy.bytes(), copy.hash(), copy.owner());
  }

  /**
   * Makes the folder hold what was taken. A file that can't be written keeps its older copy, and so
   * does one that is there but was refused: what is wrong may not be in it.
   *
   * @param there all files that there are
   */
  public void keep(FileTree taken, FileTree there) {
    try {
      makeFolder();
    } catch (IOException e) {
      LOG.error("The folder {} can't be made, so nothing is kept there: {}", folder, e.toString());
      return;
    }
    taken.files().values().forEach(this::keep);
    written.keySet().stream()
        .filter(path -> taken.find(path).isEmpty() && there.find(path).isEmpty())
        .forEach(this::drop);
  }

  /** They may hold a secret that somebody wrote into a file. */
  private void makeFolder() throws IOException {
    if (copies.roots().stream().allMatch(Files::isDirectory)) {
      return;
    }
    for (Path root : copies.roots()) {
      Files.createDirectories(root);
    }
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException notPosix) {
      LOG.debug("No permissions on this file system");
    }
  }

  private void keep(EditedFile file) {
    if (file.hash().equals(written.get(file.path()))) {
      return;
    }
    try {
      AtomicWrite.writeQuickly(copies.place(file.path()), file.bytes());
      written.put(file.path(), file.hash());
    } catch (IOException | UncheckedIOException e) {
      LOG.error("{} can't be kept in {}: {}", file, folder, e.toString());
    }
  }

  private void drop(String path) {
    try {
      Files.deleteIfExists(copies.place(path));
      written.remove(path);
    } catch (IOException e) {
      LOG.warn("{} can't be removed from {}: {}", path, folder, e.toString());
    }
  }
}
