package io.usher.console;

import org.jspecify.annotations.Nullable;

/** Where a button leads back to: only ever to a page of ours. */
public final class Back {

  private Back() {}

  public static String to(@Nullable String asked, String otherwise) {
    boolean ours =
        asked != null
            && asked.startsWith("/")
            && !asked.startsWith("//")
            && asked.chars().noneMatch(c -> c == '\\' || c < ' ');
    return "redirect:" + (ours ? asked : otherwise);
  }
}
