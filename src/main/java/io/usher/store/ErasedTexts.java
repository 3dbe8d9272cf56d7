package io.usher.store;

import java.util.List;

/**
 * What an erasure did to an event's deliveries.
 *
 * @param discarded the deliveries that were open and were given up
 * @param inFlight those that go on, and whose running attempt may still record what was erased
 * @param attempts whose texts were erased
 */
public record ErasedTexts(List<String> discarded, List<String> inFlight, int attempts) {}
