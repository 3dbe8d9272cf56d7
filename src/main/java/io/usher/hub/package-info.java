/**
 * Brings the parts up in their order, tells a newcomer what to do next, and takes them down again.
 */
@NullMarked
package io.usher.hub;

import org.jspecify.annotations.NullMarked;
