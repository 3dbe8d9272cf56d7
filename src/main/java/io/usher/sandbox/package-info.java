/** Stand-ins for Salesforce, Google and SMTP inside the hub, to try things without accounts. */
@NullMarked
package io.usher.sandbox;

import org.jspecify.annotations.NullMarked;
