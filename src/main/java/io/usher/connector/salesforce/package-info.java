/**
 * What the Salesforce connector needs besides Camel's component: one call for many records, and
 * answers read to the end.
 */
@NullMarked
package io.usher.connector.salesforce;

import org.jspecify.annotations.NullMarked;
