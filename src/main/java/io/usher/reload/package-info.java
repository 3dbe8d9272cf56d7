/**
 * Takes changes of files while the hub runs: notices them, has them built beside what runs, swaps,
 * numbers and keeps each version, and tells what is wrong with those that are refused.
 */
@NullMarked
package io.usher.reload;

import org.jspecify.annotations.NullMarked;
