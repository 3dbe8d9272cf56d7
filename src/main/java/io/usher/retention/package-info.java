/** How long data is kept: removal after its time, erasure of one person, and room on the disk. */
@NullMarked
package io.usher.retention;

import org.jspecify.annotations.NullMarked;
