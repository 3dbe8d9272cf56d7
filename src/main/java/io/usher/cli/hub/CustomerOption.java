package io.usher.cli.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose: all customers' without it. */
final class CustomerOption {

  @Option(names = "--customer", paramLabel = "<name>", description = "Only this customer's.")
  private @Nullable String customer;

  /** A query that more can be put into. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    ListOptions.put(query, "customer", customer);
    return query;
  }
}
