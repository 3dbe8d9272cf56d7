package io.usher.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.usher.customer.CustomerWords;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors complete and check with agrees with what Usher takes. */
class EditorHelpTest {

  private static final Path SCHEMAS = Path.of("docs/schema");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V7,
          builder ->
              builder.schemaMappers(
                  mappers ->
                      mappers.mappings(
                          uri ->
                              uri.endsWith("/camelYamlDsl.json")
                                  ? "classpath:schema/camelYamlDsl.json"
                                  : uri)));

  static Stream<Path> routes() throws IOException {
    return found("routes", ".camel.yaml");
  }

  static Stream<Path> tests() throws IOException {
    return found("routes", ".test.yaml");
  }

  static Stream<Path> customers() throws IOException {
    return found("config/customers", ".yaml");
  }

  private static Stream<Path> found(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void everyShippedRouteIsWhatCamelsAndKaotosSchemaSays(Path route) throws IOException {
    assertThat(problems("routes.json", route)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("customers")
  void everyShippedCustomerIsWhatTheSchemaSays(Path customer) throws IOException {
    assertThat(problems("customer.json", customer)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyShippedTestIsWhatTheSchemaSays(Path test) throws IOException {
    assertThat(problems("route-tests.json", test)).isEmpty();
  }

  @Test
  void theSchemasRefuseWhatIsWrong() throws IOException {
    assertThat(problems("customer.json", "nmae: Harbour Hall")).isNotEmpty();
    assertThat(problems("route-tests.json", "- test: x\n  smaple: y")).isNotEmpty();
    assertThat(problems("routes.json", "- route: {id: x, from: {uri: 'timer:x', steps: []}}"))
        .isNotEmpty();
    assertThat(problems("routes.json", "- route: {id: x, form: {uri: 'inbox:x'}}")).isNotEmpty();
  }

  @Test
  void theCustomersKeysAreThoseThatAreRead() throws IOException {
    JsonNode schema = JSON.readTree(SCHEMAS.resolve("customer.json").toFile());
    assertThat(names(schema.at("/properties"))).isEqualTo(new TreeSet<>(CustomerWords.keys()));
    assertThat(names(schema.at("/properties/sources/additionalProperties/properties")))
        .isEqualTo(new TreeSet<>(CustomerWords.sourceKeys()));
    assertThat(names(schema.at("/properties/retention/properties")))
        .isEqualTo(new TreeSet<>(CustomerWords.retentionKeys()));
    assertThat(names(schema.at("/properties/destinations/additionalProperties/properties")))
        .isEqualTo(new TreeSet<>(CustomerWords.destinationKeys()));
  }

  @Test
  void theTestsKeysAreThoseThatAreRead() throws IOException {
    JsonNode schema = JSON.readTree(SCHEMAS.resolve("route-tests.json").toFile());
    assertThat(names(schema.at("/items/properties"))).isEqualTo(new TreeSet<>(TestFile.KEYS));
  }

  @Test
  void theSchemaIsOfTheCamelThatRuns() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceAll("(?s).*<camel.version>(.*?)</camel.version>.*", "$1");
    assertThat(Files.readString(SCHEMAS.resolve("routes.json")))
        .contains("/camel-" + version + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "outbox"})
  void ourComponentsAreDescribedAsTheyAre(String scheme) throws Exception {
    String name = Character.toUpperCase(scheme.charAt(0)) + scheme.substring(1) + "Endpoint";
    Class<?> type = Class.forName("io.usher." + scheme + "." + name);
    assertThat(Endpoint.class).isAssignableFrom(type);
    JsonNode described =
        JSON.readTree(
                getClass().getResource("/META-INF/io/usher/" + scheme + "/" + scheme + ".json"))
            .path("properties");
    List<String> options = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      UriParam option = field.getAnnotation(UriParam.class);
      UriPath path = field.getAnnotation(UriPath.class);
      if (option != null || path != null) {
        options.add(field.getName());
        assertThat(described.path(field.getName()).path("description").asText())
            .as(field.getName())
            .isEqualTo(option == null ? path.description() : option.description());
        String otherwise = option == null ? "" : option.defaultValue();
        assertThat(described.path(field.getName()).path("defaultValue").asText())
            .as(field.getName())
            .isEqualTo(otherwise);
      }
    }
    assertThat(names(described)).isEqualTo(new TreeSet<>(options));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> problems(String schema, Path file) throws IOException {
    return problems(schema, Files.readString(file));
  }

  private static List<String> problems(String schema, String yaml) throws IOException {
    JsonSchema read = FACTORY.getSchema(JSON.readTree(SCHEMAS.resolve(schema).toFile()));
    return read.validate(YAML.readTree(yaml)).stream().map(Object::toString).toList();
  }
}
