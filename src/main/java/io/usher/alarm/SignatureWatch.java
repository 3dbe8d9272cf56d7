package io.usher.alarm;

import io.usher.store.Census;
import io.usher.store.Census.FailedSignatures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Many signatures that fail: a secret was changed on one side only, or somebody guesses. */
@Component
class SignatureWatch implements Watch {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Census census;
  private final AlarmSettings settings;

  SignatureWatch(Census census, AlarmSettings settings) {
    this.census = census;
    this.settings = settings;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.SIGNATURES);
  }

  @Override
  public List<Trouble> troubles(Instant now) {
    return settings.signatures() == 0
        ? List.of()
        : census.failedSignatures(now.minus(WINDOW)).stream()
            .filter(failed -> failed.count() >= settings.signatures())
            .map(SignatureWatch::trouble)
            .toList();
  }

  private static Trouble trouble(FailedSignatures failed) {
    return new Trouble(
        AlarmKind.SIGNATURES,
        failed.customer(),
        failed.source(),
        failed.first(),
        "%d signatures failed at %s/%s within five minutes; these webhooks were refused."
            .formatted(failed.count(), failed.customer(), failed.source()),
        "If its secret was changed at the sender, write the new one beside the old in config/customers/%s.yaml (secrets:). If not, somebody guesses: name the sender's addresses there (addresses:)."
            .formatted(failed.customer()),
        ConsolePages.CUSTOMERS,
        1);
  }
}
