package io.usher.audit;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint adds to its own entry in the audit log, where the path doesn't tell enough. No
 * payload, no secret, nothing of a buyer.
 */
public final class AuditNote {

  private static final String DETAIL = AuditNote.class.getName() + ".detail";

  private AuditNote() {}

  public static void add(ServletRequest request, String detail) {
    request.setAttribute(DETAIL, detail);
  }

  public static @Nullable String of(ServletRequest request) {
    return (String) request.getAttribute(DETAIL);
  }
}
