package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.SecretUses;
import io.usher.webhook.SecretClock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The senders that are accepted now. Never with a secret. */
@RestController
@RequestMapping("/api/v1/sources")
@Needs(value = Role.OPERATOR, scope = Scope.EVENTS_READ)
class SourceApi {

  private final Customers customers;
  private final SecretUses uses;
  private final SecretClock clock;

  SourceApi(Customers customers, SecretUses uses, SecretClock clock) {
    this.customers = customers;
    this.uses = uses;
    this.clock = clock;
  }

  @Operation(
      summary = "Every source that takes webhooks, and when each of its secrets last matched")
  @GetMapping
  OverviewApi.Items<SourceSheet> list() {
    clock.flush();
    Map<String, Instant> used =
        uses.list().stream()
            .collect(
                Collectors.toMap(
                    use -> use.customer() + "/" + use.source() + "/" + use.fingerprint(),
                    SecretUses.Use::lastUsedAt));
    return new OverviewApi.Items<>(
        customers.all().stream()
            .flatMap(customer -> customer.sources().stream())
            .sorted(Comparator.comparing(Source::toString))
            .map(source -> sheet(source, used))
            .toList());
  }

  private static SourceSheet sheet(Source source, Map<String, Instant> used) {
    List<SecretSheet> secrets =
        IntStream.range(0, source.secrets().size())
            .mapToObj(
                i ->
                    new SecretSheet(
                        i + 1, used.get(source + "/" + SecretClock.fingerprint(source, i))))
            .toList();
    return new SourceSheet(
        source.customer(), source.name(), source.path(), source.verifier(), secrets);
  }

  /**
   * @param number from 1, in the order of the file: the first is the current one
   * @param lastUsedAt null when it never matched
   */
  record SecretSheet(int number, @Nullable Instant lastUsedAt) {}

  record SourceSheet(
      String customer, String name, String path, String verifier, List<SecretSheet> secrets) {}
}
