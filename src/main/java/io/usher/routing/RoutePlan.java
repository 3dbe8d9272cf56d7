package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.files.FileTree;
import io.usher.settings.FileProblem;
import java.util.Map;
import java.util.Set;

/**
 * What a change of files comes to: everything is built, nothing of it runs yet. Must be either
 * taken or dropped.
 *
 * @param taken the files as they would be in effect: of one that is refused, its older content
 * @param customers likewise
 * @param problems why files are refused, by their paths
 */
public record RoutePlan(
    FileTree taken,
    Map<String, Customer> customers,
    Map<String, FileProblem> problems,
    FileTree wanted,
    Map<String, LiveRoute> built,
    Set<String> gone,
    Map<String, ConnectorPart> connectors,
    Map<String, RouteFile> shared) {}
