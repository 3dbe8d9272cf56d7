/** Google as Usher uses it: tokens for a service account, and the values of spreadsheets. */
@NullMarked
package io.usher.sandbox.google;

import org.jspecify.annotations.NullMarked;
