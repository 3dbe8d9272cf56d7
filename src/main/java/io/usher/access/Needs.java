package io.usher.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says who may call an endpoint. Every endpoint needs it, on itself or on its class; one without is
 * for admins only, and a test names it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

  Role value();

  /** What a token must be for. */
  Scope scope() default Scope.ADMIN;

  /** Whether it is about all customers at once, so that nobody who is limited may call it. */
  boolean wholeHub() default false;
}
