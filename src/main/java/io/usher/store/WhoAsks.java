package io.usher.store;

/**
 * Tells how far whoever asks on this thread may reach. The answer is {@link Reach#NOTHING} on a
 * thread that works for nobody: such a thread has no business with what people look at.
 */
@FunctionalInterface
public interface WhoAsks {

  Reach reach();
}
