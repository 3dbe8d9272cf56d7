package io.usher.store;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The store can't take a write now: full, closing, or its disk said no. Nothing of the write is
 * kept; try again.
 */
public class StoreUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean passing;

  StoreUnavailableException(String sentence) {
    this(sentence, null, false);
  }

  StoreUnavailableException(String sentence, @Nullable Throwable cause, boolean passing) {
    super(sentence, cause);
    this.passing = passing;
  }

  /** Whether the same write may well succeed later: the database was away or its disk full. */
  boolean isPassing() {
    return passing;
  }

  /** Whether the store's disk had no room for it. */
  public boolean isDiskFull() {
    for (Throwable at = getCause(); at != null; at = at.getCause()) {
      if (at instanceof SQLiteException e && e.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
        return true;
      }
      // The JDK has no other sign of it (ENOSPC, on Linux and macOS).
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains("No space left")) {
        return true;
      }
    }
    return false;
  }
}
