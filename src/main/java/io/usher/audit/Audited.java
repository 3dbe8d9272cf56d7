package io.usher.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what an endpoint does in the audit log, as noun and verb. Every endpoint that changes
 * something is logged without it too, by its path; one that only reads is logged if it has a name.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

  /** Such as {@code delivery.redeliver}. */
  String value();
}
