package io.usher.webhook;

import io.usher.customer.Source;
import io.usher.customer.SourceCheck;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Finds a source's verifier by the name in its YAML. */
@Component
public class Verifiers implements SourceCheck {

  private final Map<String, Verifier> byName = new TreeMap<>();
  private final AddressRule addresses;

  Verifiers(List<Verifier> verifiers, AddressRule addresses) {
    verifiers.forEach(verifier -> byName.put(verifier.name(), verifier));
    this.addresses = addresses;
  }

  /** Refuses a source that could not be checked, before it takes its first webhook. */
  @Override
  public void check(Source source) {
    Verifier verifier = byName.get(source.verifier());
    if (verifier == null) {
      throw new IllegalArgumentException(
          "it names the unknown verifier '"
              + source.verifier()
              + "'; known are "
              + String.join(", ", byName.keySet()));
    }
    verifier.check(source);
    addresses.check(source);
  }

  Verifier of(Source source) {
    Verifier verifier = byName.get(source.verifier());
    if (verifier == null) {
      throw new Refusal(503, "source-not-ready", "This source has no verifier and takes nothing.");
    }
    return verifier;
  }
}
