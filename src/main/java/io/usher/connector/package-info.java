/**
 * What connectors share: how their failures are told. One package below for each kind, which holds
 * what YAML alone can't say; the connectors themselves are Kamelets in {@code routes/connectors}.
 */
@NullMarked
package io.usher.connector;

import org.jspecify.annotations.NullMarked;
