package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The objects every org of the sandbox has; nobody can add to them. */
record Schema(List<ObjectType> objects) {

  private static final String FILE = "/sandbox/salesforce-schema.yaml";

  static Schema shipped() {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    try (var file = Schema.class.getResourceAsStream(FILE)) {
      return yaml.readValue(file, Schema.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The jar's " + FILE + " can't be read.", e);
    }
  }

  ObjectType object(String name) {
    return objects.stream()
        .filter(object -> object.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }
}
