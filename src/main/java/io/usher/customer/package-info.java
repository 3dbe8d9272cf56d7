/** Who we serve: one file a customer, with its sources and settings. */
@NullMarked
package io.usher.customer;

import org.jspecify.annotations.NullMarked;
