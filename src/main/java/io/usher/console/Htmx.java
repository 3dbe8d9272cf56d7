package io.usher.console;

import io.usher.access.Needs;
import io.usher.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves htmx from its own jar, under an address that doesn't name its version. */
@Controller
class Htmx {

  private static final String PLACE =
      "classpath*:/META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js";

  private final Resource script;

  Htmx() {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(PLACE);
      if (found.length != 1) {
        throw new IllegalStateException("htmx is in the jar " + found.length + " times.");
      }
      this.script = found[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Needs(Role.VIEWER)
  @GetMapping("/assets/htmx.min.js")
  ResponseEntity<Resource> script() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("text/javascript"))
        .cacheControl(CacheControl.noCache())
        .body(script);
  }
}
