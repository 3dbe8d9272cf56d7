/** The words that routes may use in jq besides jq's own. */
@NullMarked
package io.usher.connector.jq;

import org.jspecify.annotations.NullMarked;
