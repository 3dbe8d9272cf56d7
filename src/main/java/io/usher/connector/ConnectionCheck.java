package io.usher.connector;

import java.util.Map;

/** Asks a vendor whether a customer's connection would work now. Changes nothing there. */
public interface ConnectionCheck {

  /**
   * @param connection the settings below the connection's name, such as {@code host}
   */
  boolean isFor(Map<String, String> connection);

  /** What kind of connection it is, in the vendor's word. */
  String kind();

  /** Waits for the vendor, some seconds at most. */
  Result check(Map<String, String> connection);

  /**
   * What came of it.
   *
   * @param sentence for people; quotes no secret
   */
  record Result(boolean works, String sentence) {

    public static Result works(String sentence) {
      return new Result(true, sentence);
    }

    public static Result fails(String sentence) {
      return new Result(false, sentence);
    }
  }
}
