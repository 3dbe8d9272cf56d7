package io.usher.store;

import java.util.List;

/** One thing that the doctor looks at. */
@FunctionalInterface
interface Examination {

  /** Must not write, and must stay quick on millions of rows unless a deep look is asked for. */
  List<Finding> of(ExaminedStore store);
}
