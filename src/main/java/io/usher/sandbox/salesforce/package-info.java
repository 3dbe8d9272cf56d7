/** Salesforce's REST API as Usher uses it, with one fixed schema and records in memory. */
@NullMarked
package io.usher.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
