package io.usher.sandbox.standin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Marks every bean of the sandbox: without {@code usher.sandbox.enabled: true} none exists. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(prefix = "usher.sandbox", name = "enabled", havingValue = "true")
public @interface SandboxOnly {}
