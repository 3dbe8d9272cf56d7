package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test that an author of routes wrote: an event, and what shall become of it.
 *
 * @param line where it begins in its file
 * @param payload the event as it would be sent, changes included
 * @param exactly the destinations, no more and no fewer; null where the test doesn't say
 * @param status ROUTED or UNROUTED; null where the test doesn't say
 * @param sends by destination, then by field: a JSON Pointer or a name
 */
public record RouteTest(
    String file,
    int line,
    String name,
    JsonNode payload,
    @Nullable List<String> exactly,
    List<String> includes,
    List<String> excludes,
    @Nullable String status,
    Map<String, Map<String, Expected>> sends) {}
