/** What the HTTP connector needs besides Camel's component. */
@NullMarked
package io.usher.connector.http;

import org.jspecify.annotations.NullMarked;
