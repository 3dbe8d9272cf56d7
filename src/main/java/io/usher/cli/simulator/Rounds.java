package io.usher.cli.simulator;

import java.util.List;
import java.util.UUID;

/**
 * The webhooks of a run by number, round after round over all samples. Each is made when it is
 * asked for: the round's ids follow from its number, so workers share nothing.
 */
final class Rounds {
  private final List<Sample> samples;
  private final Signer signer;
  private final EventOptions options;
  private final UUID run = UUID.randomUUID();

  Rounds(List<Sample> samples, Signer signer, EventOptions options) {
    this.samples = samples;
    this.signer = signer;
    this.options = options;
  }

  long total() {
    return (long) samples.size() * options.count();
  }

  Webhook webhook(long number) {
    int position = (int) (number % samples.size());
    UUID round =
        new UUID(
            run.getMostSignificantBits(),
            run.getLeastSignificantBits() ^ (number / samples.size()));
    return signer.webhook(samples.get(position), options.changes(round), position);
  }
}
