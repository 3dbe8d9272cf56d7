package io.usher.alarm;

import io.usher.customer.AlarmRecipients;
import io.usher.store.AlarmNotice;

/** Brings notices to people, by one channel. */
interface Courier {

  Channel channel();

  /**
   * Returns when the other side has taken it; gives up after some seconds.
   *
   * @throws Undelivered with a sentence that holds no secret
   */
  void bring(AlarmNotice notice, AlarmRecipients to) throws Undelivered, InterruptedException;

  /** Why a notice did not reach anybody. */
  final class Undelivered extends Exception {

    private static final long serialVersionUID = 1L;

    Undelivered(String sentence) {
      super(sentence);
    }

    Undelivered(String sentence, Throwable cause) {
      super(sentence, cause);
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }
}
