package io.usher.customer;

import io.usher.settings.FileProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's file says.
 *
 * @param customer what could be made of it; null when nothing. Where there are errors, the parts
 *     they are about are left out
 */
public record ReadCustomer(@Nullable Customer customer, List<FileProblem> problems) {

  /** Whether the file is as it should be. */
  public boolean isSound() {
    return customer != null && problems.stream().noneMatch(FileProblem::isError);
  }
}
