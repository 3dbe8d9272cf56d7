package io.usher.webhook;

import io.usher.customer.Customer;
import io.usher.customer.Source;
import io.usher.settings.StartupProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Finds a source's verifier by the name in its YAML. */
@Component
public class Verifiers {

  private final Map<String, Verifier> byName = new TreeMap<>();
  private final AddressRule addresses;

  Verifiers(List<Verifier> verifiers, AddressRule addresses) {
    verifiers.forEach(verifier -> byName.put(verifier.name(), verifier));
    this.addresses = addresses;
  }

  /**
   * Refuses sources that could not be checked, before they take their first webhook.
   *
   * @throws StartupProblem naming the source and what is missing
   */
  public void check(Customer customer) {
    for (Source source : customer.sources()) {
      Verifier verifier = byName.get(source.verifier());
      try {
        if (verifier == null) {
          throw new IllegalArgumentException(
              "it names the unknown verifier '"
                  + source.verifier()
                  + "'; known are "
                  + byName.keySet());
        }
        verifier.check(source);
        addresses.check(source);
      } catch (IllegalArgumentException e) {
        throw new StartupProblem(
            "In %s.yaml the source %s can't start: %s."
                .formatted(source.customer(), source.name(), e.getMessage()),
            e);
      }
    }
  }

  Verifier of(Source source) {
    Verifier verifier = byName.get(source.verifier());
    if (verifier == null) {
      throw new Refusal(503, "source-not-ready", "This source has no verifier and takes nothing.");
    }
    return verifier;
  }
}
