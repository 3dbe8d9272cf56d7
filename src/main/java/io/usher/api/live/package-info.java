/** {@code /api/v1/stream}: what happens, as it happens, by server-sent events. */
@NullMarked
package io.usher.api.live;

import org.jspecify.annotations.NullMarked;
