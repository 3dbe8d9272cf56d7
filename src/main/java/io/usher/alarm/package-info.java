/**
 * Tells people when something needs them: looks for causes, writes each down once, and sends
 * notices by mail, Slack or webhook. A part that knows of a cause of its own adds a {@link
 * io.usher.alarm.Watch} bean.
 */
@NullMarked
package io.usher.alarm;

import org.jspecify.annotations.NullMarked;
