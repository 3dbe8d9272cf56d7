package io.usher.console;

import java.io.Serial;
import java.io.Serializable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The sentence on the page that follows a button.
 *
 * @param good whether it was done
 */
public record Flash(boolean good, String sentence) implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  public static void done(RedirectAttributes next, String sentence) {
    next.addFlashAttribute("flash", new Flash(true, sentence));
  }

  public static void refused(RedirectAttributes next, String sentence) {
    next.addFlashAttribute("flash", new Flash(false, sentence));
  }
}
