/**
 * Says what is wrong with the files that people edit, with line, column and what to do; needs no
 * hub, no network and no database.
 */
@NullMarked
package io.usher.check;

import org.jspecify.annotations.NullMarked;
