package io.usher.alarm;

import io.usher.store.AlarmRow;

/** What people are told of one alarm now. */
record AlarmNews(Kind kind, AlarmRow alarm) {

  /** One sentence. */
  String what() {
    return kind == Kind.RECOVERED
        ? AlarmKind.valueOf(alarm.kind()).over(alarm.customer(), alarm.subject())
        : alarm.what();
  }

  /** Why. */
  enum Kind {
    RAISED("ALARM"),
    MORE("MORE"),
    RECOVERED("RECOVERED"),
    TEST("TEST");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
