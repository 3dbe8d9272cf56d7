package io.usher.console;

import io.usher.access.Needs;
import io.usher.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves htmx and CodeMirror from their own jars, under addresses that don't name versions. */
@Controller
@Needs(Role.VIEWER)
class OthersAssets {

  private static final Map<String, String> PLACES =
      Map.of(
          "htmx.min.js", "htmx.org/*/dist/htmx.min.js",
          "codemirror.js", "codemirror/*/lib/codemirror.js",
          "codemirror.css", "codemirror/*/lib/codemirror.css",
          "codemirror-yaml.js", "codemirror/*/mode/yaml/yaml.js");

  private final Map<String, Resource> found = new HashMap<>();

  OthersAssets() {
    PLACES.forEach((name, place) -> found.put(name, find(place)));
  }

  private static Resource find(String place) {
    String pattern = "classpath*:/META-INF/resources/webjars/" + place;
    try {
      Resource[] all = new PathMatchingResourcePatternResolver().getResources(pattern);
      if (all.length != 1) {
        throw new IllegalStateException(
            place + " is in the jar " + all.length + " times. Build it again.");
      }
      return all[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/assets/lib/{name}")
  ResponseEntity<Resource> asset(@PathVariable String name) {
    Resource asset = found.get(name);
    if (asset == null) {
      throw new NotHere("asset", name);
    }
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(name.endsWith(".css") ? "text/css" : "text/javascript"))
        .cacheControl(CacheControl.noCache())
        .body(asset);
  }
}
