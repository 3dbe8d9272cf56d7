package io.usher.sandbox.standin;

import java.util.Map;

/** One vendor of the sandbox, as the page and its switches see it. Called from request threads. */
public interface StandIn {

  /** The word in {@code /sandbox/<name>/down}. */
  String name();

  boolean isUp();

  /** Starts the outage: from now on nobody gets in. What was received stays. */
  void takeDown();

  void bringUp();

  /** Forgets what was received; neither logins nor an outage end by it. */
  void empty();

  /** How many of what it holds, for example {@code mails: 3}. */
  Map<String, Integer> counts();
}
