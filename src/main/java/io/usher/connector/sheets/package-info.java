/**
 * What the Google Sheets connector needs besides Camel's component: a client of ours, and rows from
 * objects.
 */
@NullMarked
package io.usher.connector.sheets;

import org.jspecify.annotations.NullMarked;
