package io.usher.connector;

import java.util.List;
import java.util.Map;

/**
 * Tries whether a connection works now, without changing anything on the other side. One bean a
 * connector. Called on a thread of its own; gives up after {@link #TIMEOUT_MS} at each step.
 */
public interface ConnectionProbe {

  int TIMEOUT_MS = 5000;

  /** The connector's folder, such as {@code email}. */
  String connector();

  /**
   * @param connection the customer's settings of this connection, by their last name
   * @param uses what routes say beside the connection, such as {@code tab}, one each
   * @return what works, in a sentence
   * @throws Exception as a delivery would meet it; the failure readers know what it means
   */
  String probe(Map<String, String> connection, List<Map<String, String>> uses) throws Exception;

  /**
   * @throws NotSet naming the setting
   */
  static String need(Map<String, String> connection, String setting) throws NotSet {
    String value = connection.getOrDefault(setting, "");
    if (value.isBlank()) {
      throw new NotSet("The setting " + setting + " is empty. Write it into the customer's file.");
    }
    return value;
  }

  /** Something that the check itself found; its message is for people. */
  final class NotSet extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public NotSet(String sentence) {
      super(sentence);
    }
  }
}
