package io.usher.cli.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.cli.hub.SecretTimes;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists the sources of this folder's customers, and the URL that a sender needs.")
public final class SourceList implements Runnable {
  private final Surroundings surroundings;

  @Mixin private SecretTimes times;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public SourceList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    List<Source> sources = new CustomerFiles(surroundings).sources();
    if (json) {
      surroundings.out().println(json(sources));
    } else {
      print(sources);
    }
  }

  private void print(List<Source> sources) {
    Table table =
        new Table()
            .fixed("CUSTOMER", "SOURCE", "VERIFIER", "SECRETS LAST USED")
            .text("ENDPOINT URL");
    sources.forEach(
        source ->
            table.add(
                source.customer(),
                source.name(),
                source.verifier(),
                times.of(source.customer(), source.name(), surroundings.clock()),
                url(source)));
    if (table.isEmpty()) {
      surroundings.out().println("No sources. They are declared in config/customers/*.yaml.");
    } else {
      table.print(surroundings);
    }
  }

  private ObjectNode json(List<Source> sources) {
    ObjectNode answer = new ObjectMapper().createObjectNode();
    ArrayNode items = answer.putArray("items");
    for (Source source : sources) {
      items
          .addObject()
          .put("customer", source.customer())
          .put("name", source.name())
          .put("verifier", source.verifier())
          .put("url", url(source));
    }
    return answer;
  }

  private String url(Source source) {
    return times.uri() + "/hooks/" + source.path();
  }
}
