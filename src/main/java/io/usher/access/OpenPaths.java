package io.usher.access;

import java.util.List;

/** Paths that a feature serves to everybody, because it checks for itself who calls. */
public record OpenPaths(List<String> patterns) {}
