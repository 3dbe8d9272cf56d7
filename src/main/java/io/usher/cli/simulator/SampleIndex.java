package io.usher.cli.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The samples in the jar, each with a sentence, in the order in which a box office sends them. */
record SampleIndex(Map<String, String> sentences) {

  static SampleIndex ofJar() {
    Map<String, String> sentences =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(resource("index.yaml"), UTF_8));
    return new SampleIndex(new LinkedHashMap<>(sentences));
  }

  Set<String> names() {
    return sentences.keySet();
  }

  static byte[] resource(String name) {
    try (InputStream stream = SampleIndex.class.getResourceAsStream("/samples/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("The jar lacks samples/" + name + ". Build it again.");
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** For the shell's completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SampleIndex.ofJar().names().iterator();
    }
  }
}
