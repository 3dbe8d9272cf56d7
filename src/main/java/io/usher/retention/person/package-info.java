/** Erases one person's data on request, and keeps a record of it. */
@NullMarked
package io.usher.retention.person;

import org.jspecify.annotations.NullMarked;
