package io.usher.routing;

import java.util.Set;

/**
 * A connector as routes of one moment find it.
 *
 * @param template what Camel calls it; another one for each version, so that both can be there
 * @param fingerprint changes with its file and with the connectors that it uses itself
 * @param uses names of those
 */
record ConnectorPart(RouteFile file, String template, String fingerprint, Set<String> uses) {}
