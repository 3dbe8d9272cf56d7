package io.usher.alarm;

/** A way by which notices reach people. */
public enum Channel {
  MAIL,
  SLACK,
  WEBHOOK
}
