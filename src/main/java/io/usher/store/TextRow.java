package io.usher.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The free texts of one row, in the order of their columns, and what the row is found by. */
public record TextRow(List<Object> key, List<@Nullable String> texts) {}
