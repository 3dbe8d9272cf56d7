package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.scratch.Samples;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The event that a test of routes begins with: a sample, a file beside the test, or in it. */
record GivenEvent(YamlFile file, WorkFiles files, Findings findings) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** With its changes; null when it can't be had, which is told. */
  @Nullable JsonNode payload(Node node) {
    JsonNode payload = given(node);
    Node with = Tree.get(node, "with").orElse(null);
    if (payload instanceof ObjectNode object) {
      Tree.entries(with).forEach((pointer, value) -> change(object, pointer, value));
    }
    return payload;
  }

  private @Nullable JsonNode given(Node node) {
    ScalarNode sample = Tree.scalar(node, "sample").orElse(null);
    ScalarNode own = Tree.scalar(node, "file").orElse(null);
    Node event = Tree.get(node, "event").orElse(null);
    if (sample != null) {
      return sample(sample);
    }
    if (own != null) {
      return own(own);
    }
    if (event == null) {
      error(
          Place.of(node),
          "missing-key",
          "This test has no event.",
          "Write sample: with one of 'usher event samples', file: with a file beside this one, or event:.");
      return null;
    }
    return TestFile.json(event);
  }

  private @Nullable JsonNode sample(ScalarNode name) {
    if (Samples.names().contains(name.getValue())) {
      return parsed(name, Samples.body(name.getValue()));
    }
    error(
        Place.of(name),
        "unknown-sample",
        "There is no sample '" + name.getValue() + "'.",
        Nearest.fix(name.getValue(), new TreeSet<>(Samples.names())));
    return null;
  }

  private @Nullable JsonNode own(ScalarNode name) {
    String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
    byte[] bytes = files.files().get(folder + name.getValue());
    if (bytes == null) {
      error(
          Place.of(name),
          "missing-file",
          "There is no file " + folder + name.getValue() + ".",
          "Write the event's JSON there, or correct the name.");
      return null;
    }
    return parsed(name, bytes);
  }

  private @Nullable JsonNode parsed(ScalarNode at, byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, UTF_8));
    } catch (JsonProcessingException e) {
      error(
          Place.of(at),
          "not-json",
          "This event is not JSON, line " + e.getLocation().getLineNr() + ".",
          "Correct that file.");
      return null;
    }
  }

  private void change(ObjectNode payload, ScalarNode pointer, Node value) {
    JsonPointer at;
    try {
      at = JsonPointer.compile(pointer.getValue());
    } catch (IllegalArgumentException e) {
      at = JsonPointer.empty();
    }
    JsonNode parent = at.matches() ? null : payload.at(at.head());
    String name = at.matches() ? "" : at.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(name, TestFile.json(value));
    } else if (parent instanceof ArrayNode list && list.has(at.last().getMatchingIndex())) {
      list.set(at.last().getMatchingIndex(), TestFile.json(value));
    } else {
      error(
          Place.of(pointer),
          "unknown-field",
          "The event has nothing at '" + pointer.getValue() + "' to be changed.",
          "Write a JSON Pointer such as /data/customer_email.");
    }
  }

  private void error(Place place, String rule, String what, String fix) {
    findings.error(file.name(), place, rule, what, fix);
  }
}
