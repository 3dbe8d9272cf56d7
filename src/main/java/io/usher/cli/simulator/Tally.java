package io.usher.cli.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;

/** Counts of a run, and each answer's time in four bytes: a million webhooks take 4 MB. */
final class Tally {
  private final long start = System.nanoTime();
  private int[] micros = new int[64];
  private int sent;
  private int accepted;
  private int duplicates;
  private int refused;
  private int unexpected;

  synchronized void add(Reply reply) {
    if (sent == micros.length) {
      micros = Arrays.copyOf(micros, 2 * sent);
    }
    micros[sent++] = (int) Math.min(Integer.MAX_VALUE, reply.micros());
    accepted += reply.status() == 202 && !reply.duplicate() ? 1 : 0;
    duplicates += reply.duplicate() ? 1 : 0;
    refused += reply.status() == 202 ? 0 : 1;
    unexpected += reply.expected() ? 0 : 1;
  }

  synchronized int sent() {
    return sent;
  }

  synchronized boolean allAsExpected() {
    return unexpected == 0;
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private double millis(double quantile) {
    int[] sorted = Arrays.copyOf(micros, sent);
    Arrays.sort(sorted);
    return sent == 0 ? 0 : sorted[(int) Math.ceil(quantile * sent) - 1] / 1000.0;
  }

  synchronized String sentence() {
    String counts =
        String.format(
            Locale.ROOT,
            "Sent %d: %d accepted, %d duplicate, %d refused or unanswered; %s.",
            sent,
            accepted,
            duplicates,
            refused,
            unexpected == 0 ? "all as expected" : unexpected + " NOT as expected");
    return sent <= SendReport.FEW ? counts : counts + "\n" + speed();
  }

  private String speed() {
    double seconds = seconds();
    return String.format(
        Locale.ROOT,
        "%.1f s, %.0f/s; answered in p50 %.1f ms, p99 %.1f ms.",
        seconds,
        sent / seconds,
        millis(0.5),
        millis(0.99));
  }

  synchronized ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sent", sent)
        .put("accepted", accepted)
        .put("duplicates", duplicates)
        .put("refused", refused)
        .put("unexpected", unexpected)
        .put("seconds", seconds())
        .put("p50Ms", millis(0.5))
        .put("p99Ms", millis(0.99));
  }
}
