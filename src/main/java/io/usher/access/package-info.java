/** Who may see and do what. Webhooks need no login, everything else does. */
@NullMarked
package io.usher.access;

import org.jspecify.annotations.NullMarked;
