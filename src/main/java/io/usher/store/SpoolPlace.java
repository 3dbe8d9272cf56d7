package io.usher.store;

/** A place between two records of the spool. One that is behind another is greater. */
record SpoolPlace(int file, long offset) implements Comparable<SpoolPlace> {

  static final SpoolPlace BEFORE_ALL = new SpoolPlace(0, 0);

  @Override
  public int compareTo(SpoolPlace other) {
    return file == other.file
        ? Long.compare(offset, other.offset)
        : Integer.compare(file, other.file);
  }

  boolean isBehind(SpoolPlace other) {
    return compareTo(other) > 0;
  }
}
