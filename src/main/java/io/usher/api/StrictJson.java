package io.usher.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request. An unknown field is refused: a misspelt one would narrow nothing,
 * and a job would take more than was meant.
 */
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private StrictJson() {}

  /**
   * @throws ApiProblem naming what can't be used
   */
  static <T> T read(byte @Nullable [] body, Class<T> type) {
    try {
      T read = MAPPER.readValue(body == null ? new byte[0] : body, type);
      if (read == null) {
        throw bad("The body must be a JSON object.");
      }
      return read;
    } catch (UnrecognizedPropertyException e) {
      throw bad(
          "The field " + path(e) + " is unknown; known here are " + e.getKnownPropertyIds() + ".");
    } catch (MismatchedInputException e) {
      throw bad(
          path(e).isEmpty()
              ? "The body must be a JSON object."
              : "The field "
                  + path(e)
                  + " has a value of the wrong kind; docs/api.md shows each field.");
    } catch (JsonProcessingException e) {
      throw bad(
          "The body is not JSON that can be read, line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static ApiProblem bad(String sentence) {
    return ApiProblem.badParameter(sentence);
  }
}
