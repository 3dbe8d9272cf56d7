package io.usher.cli.simulator;

import io.usher.cli.terminal.CommandFailed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A sample as a new event, signed as its sender would, for whoever wants to send one. */
public final class TestWebhook {

  private TestWebhook() {}

  /** The samples by name, each with a sentence. */
  public static Map<String, String> samples() {
    return new LinkedHashMap<>(SampleIndex.ofJar().sentences());
  }

  /**
   * @param secret empty for a source that checks nothing
   * @throws IllegalArgumentException when there is no such sample
   */
  public static HttpRequest request(String sample, URI uri, String secret) {
    if (!samples().containsKey(sample)) {
      throw new IllegalArgumentException("There is no sample '" + sample + "'.");
    }
    try {
      Changes changes = new Changes(new FreshIds(UUID.randomUUID()), null, java.util.List.of());
      return new Signer(uri, secret.isEmpty() ? "none" : secret, EventOptions.fresh())
          .webhook(Sample.ofJar(sample), changes, 0)
          .request();
    } catch (CommandFailed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
