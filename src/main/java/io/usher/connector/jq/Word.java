package io.usher.connector.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** One word more for jq: a value goes in, with arguments as text, and one value comes out. */
record Word(Meaning meaning) implements Function {

  /** What the word does; null means jq's null. */
  interface Meaning {
    @Nullable JsonNode of(JsonNode input, List<String> arguments);
  }

  @Override
  public void apply(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    List<String> arguments = new ArrayList<>();
    for (Expression argument : args) {
      argument.apply(scope, in, value -> arguments.add(value.asText()));
    }
    JsonNode result = meaning.of(in, arguments);
    output.emit(result == null ? NullNode.getInstance() : result, null);
  }
}
