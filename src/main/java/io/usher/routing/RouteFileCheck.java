package io.usher.routing;

import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import java.util.List;

/**
 * Looks at files before they are taken. Every bean of this type is asked; a file with an error is
 * refused, and what ran before goes on.
 */
@FunctionalInterface
public interface RouteFileCheck {

  /**
   * @param files everything as it would be
   * @param changed the paths of those that would be taken
   * @return problems of any of these files; they name files as {@code EditedFile.shown} does
   */
  List<FileProblem> check(FileTree files, java.util.Set<String> changed);
}
