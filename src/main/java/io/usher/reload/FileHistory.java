package io.usher.reload;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.usher.files.AtomicWrite;
import io.usher.files.EditedFile;
import io.usher.files.EditedFolders;
import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.FileProblems;
import io.usher.store.FileVersion;
import io.usher.store.VersionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The files that people edit, as pages and commands see them: their texts, what they were before,
 * and changing them. A change is tried before anything is written.
 */
@Component
public class FileHistory {

  private static final int LINES_AROUND = 3;

  private final EditedFolders folders;
  private final VersionStore versions;
  private final Reload reload;

  FileHistory(EditedFolders folders, VersionStore versions, Reload reload) {
    this.folders = folders;
    this.versions = versions;
    this.reload = reload;
  }

  /**
   * Newest first.
   *
   * @param scope a customer's id, {@code connectors} or {@code shared}; null for all
   * @param path only versions that changed this file, such as {@code
   *     routes/demo/receipts.camel.yaml}; null for all
   * @param before only those with a lower number; 0 for all
   */
  public List<FileVersion> list(
      @Nullable String scope, @Nullable String path, int before, int most) {
    return versions.list(scope, path, before, most);
  }

  public Optional<FileVersion> find(int number) {
    return versions.find(number);
  }

  /** A file as it is on the disk now, in effect or not. */
  public Optional<String> text(String path) {
    return folders.read().find(path).map(EditedFile::text);
  }

  /**
   * What a version changed, as a unified diff. Secrets that stand in files are masked.
   *
   * @param path of one file; null for all
   */
  public String diff(FileVersion version, @Nullable String path) {
    Map<String, String> after = versions.files(version.scope(), version.number());
    Map<String, String> before = versions.files(version.scope(), version.number() - 1);
    StringBuilder diff = new StringBuilder();
    for (String each : version.paths()) {
      if (path == null || path.equals(each)) {
        diff.append(diff(each, lines(before.get(each)), lines(after.get(each))));
      }
    }
    return diff.toString();
  }

  /** What somebody wants to write, against what is on the disk. */
  public String diff(String path, String text) {
    List<String> before = text(path).map(old -> old.lines().toList()).orElse(List.of());
    return diff(path, before, text.lines().toList());
  }

  private static String diff(String path, List<String> before, List<String> after) {
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            before.isEmpty() ? "/dev/null" : path,
            after.isEmpty() ? "/dev/null" : path,
            before,
            DiffUtils.diff(before, after),
            LINES_AROUND);
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(SecretMask.of(line)).append('\n'));
    return text.toString();
  }

  private List<String> lines(@Nullable String hash) {
    return hash == null
        ? List.of()
        : new String(content(hash), StandardCharsets.UTF_8).lines().toList();
  }

  private byte[] content(String hash) {
    return versions
        .content(hash)
        .orElseThrow(() -> new IllegalStateException("No content " + hash + " is kept."));
  }

  /**
   * Writes a file and takes it.
   *
   * @throws FileProblems with what is wrong with the text; nothing has been written then
   */
  public void save(String path, String text, String author) {
    EditedFile file =
        EditedFile.of(path, folders.shown(path), text.getBytes(StandardCharsets.UTF_8), author);
    reload.tryThenWrite(
        folders.read().with(file), List.of(path), () -> write(file), author, "edited");
  }

  /**
   * Writes the files of a version's scope back as they were then, and takes them.
   *
   * @param path only this file; null for all of the scope
   * @return the paths that changed
   * @throws FileProblems when they can't be taken any more; nothing has been written then
   */
  public List<String> rollback(FileVersion version, @Nullable String path, String author) {
    FileTree now = folders.read();
    Map<String, String> then = versions.files(version.scope(), version.number());
    TreeSet<String> paths = new TreeSet<>(then.keySet());
    Scopes.split(now).getOrDefault(version.scope(), List.of()).forEach(f -> paths.add(f.path()));
    if (path != null) {
      paths.retainAll(List.of(path));
    }
    Map<String, Optional<EditedFile>> changes = new TreeMap<>();
    FileTree wanted = now;
    for (String each : paths) {
      Optional<EditedFile> old = Optional.ofNullable(then.get(each)).map(hash -> old(each, hash));
      if (!old.equals(now.find(each))) {
        changes.put(each, old);
        wanted = old.isPresent() ? wanted.with(old.get()) : wanted.without(each);
      }
    }
    List<String> changed = new ArrayList<>(changes.keySet());
    if (!changed.isEmpty()) {
      reload.tryThenWrite(
          wanted,
          changed,
          () ->
              changes.forEach((each, old) -> old.ifPresentOrElse(this::write, () -> delete(each))),
          author,
          "rollback to " + version.number());
    }
    return changed;
  }

  private EditedFile old(String path, String hash) {
    return EditedFile.of(path, folders.shown(path), content(hash), "");
  }

  private void write(EditedFile file) {
    try {
      AtomicWrite.write(folders.place(file.path()), file.bytes());
    } catch (IOException e) {
      throw notWritable(file.shown(), e);
    }
  }

  private void delete(String path) {
    try {
      Files.deleteIfExists(folders.place(path));
    } catch (IOException e) {
      throw notWritable(folders.shown(path), e);
    }
  }

  private static FileProblems notWritable(String shown, IOException e) {
    return new FileProblems(
        new FileProblem(
            shown,
            0,
            0,
            Severity.ERROR,
            "not-writable",
            "It can't be written (" + e.getClass().getSimpleName() + ").",
            "Make its folder writable for the user who runs the hub."));
  }
}
