package io.usher.store;

import java.sql.SQLException;
import java.util.List;

/**
 * The same write for many callers of one group, done in one go: over a network each statement of
 * each caller would cost its way there and back. As with {@link SqlWrite}, when something fails the
 * group is rolled back and each runs again alone.
 */
@FunctionalInterface
interface SqlWrites<A, T> {

  /**
   * @return what each caller gets, in the order of the arguments
   */
  List<T> run(SqlSession sql, List<A> arguments) throws SQLException;
}
