package io.usher.routing;

import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import java.util.List;
import java.util.Set;

/**
 * Looks at files before they are taken. Every bean of this type is asked; a route's or connector's
 * file with an error is refused, and what ran before goes on.
 */
public interface RouteFileCheck {

  /**
   * @param files everything as it would be
   * @param changed the paths of those that would be taken
   * @return problems of any of these files; they name files as {@code EditedFile.shown} does
   */
  List<FileProblem> check(FileTree files, Set<String> changed);

  /** Tells what is in effect from now on, at the start and with each change. */
  void taken(FileTree files);
}
