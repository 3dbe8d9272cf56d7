/**
 * The files that people edit, as bytes: read as a whole, watched, and kept as they were when they
 * last worked.
 */
@NullMarked
package io.usher.files;

import org.jspecify.annotations.NullMarked;
