/** Keeps so much of the disk free that what was accepted can be delivered. */
@NullMarked
package io.usher.retention.disk;

import org.jspecify.annotations.NullMarked;
