package io.usher.store;

import java.sql.SQLException;

/**
 * One write, to be committed together with its neighbours. It must depend on nothing but the
 * session: when a neighbour fails, the whole group is rolled back and each write runs again alone.
 */
@FunctionalInterface
interface SqlWrite<T> {
  T run(SqlSession sql) throws SQLException;
}
