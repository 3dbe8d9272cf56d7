package io.usher.reload;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.files.NotText;
import io.usher.settings.YamlPlaces;

/** Whether a change looks as if somebody was still writing it, so that it is worth waiting. */
final class Unfinished {

  private Unfinished() {}

  static boolean looks(FileTree now, FileTree taken) {
    return now.files().values().stream()
        .filter(file -> !taken.find(file.path()).filter(file::equals).isPresent())
        .anyMatch(file -> file.isBlank() || isCut(file, taken));
  }

  private static boolean isCut(EditedFile file, FileTree taken) {
    boolean shorter = taken.find(file.path()).filter(old -> ends(old) && !ends(file)).isPresent();
    return shorter || (file.name().endsWith(".yaml") && !isYaml(file));
  }

  private static boolean ends(EditedFile file) {
    byte[] bytes = file.bytes();
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }

  private static boolean isYaml(EditedFile file) {
    try {
      return YamlPlaces.of(file.text()).root().isPresent();
    } catch (NotText e) {
      return false;
    }
  }
}
