package io.usher.store;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Empties what searches look through; the next hub fills it anew, while it already takes webhooks.
 * For an index that is damaged.
 */
public final class StoreReindex {

  private final StoreAddress address;

  public StoreReindex(StoreSettings store, HubSettings hub) {
    this.address = store.address(hub);
  }

  /**
   * @throws StartupProblem with a sentence; nothing has been changed then
   */
  public void run() {
    if (!address.isThere()) {
      throw new StartupProblem("There is no database " + address.file() + ".");
    }
    try (StoreCopy.Held held = StoreCopy.hold(address);
        Connection connection = address.openForWriting();
        Statement statement = connection.createStatement()) {
      for (String each : address.type().emptyWords()) {
        statement.execute(each);
      }
      statement.execute("UPDATE search_progress SET indexed_to = '', checked_to = ''");
      connection.commit();
    } catch (SQLException | IOException e) {
      throw new StartupProblem("The index was not emptied: " + e.getMessage(), e);
    }
  }
}
