package io.usher.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.customer.AlarmRecipients;
import io.usher.store.AlarmNotice;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** As JSON, to any program that takes it. Signed, where there is a secret. */
@Component
class WebhookCourier implements Courier {

  private static final String ALGORITHM = "HmacSHA256";

  private final HttpPost post;
  private final AlarmSettings settings;

  WebhookCourier(HttpPost post, AlarmSettings settings) {
    this.post = post;
    this.settings = settings;
  }

  @Override
  public Channel channel() {
    return Channel.WEBHOOK;
  }

  @Override
  public void bring(AlarmNotice notice, AlarmRecipients to)
      throws Undelivered, InterruptedException {
    Map<String, String> id = Map.of("Idempotency-Key", notice.id());
    Map<String, String> signed =
        Map.of("Idempotency-Key", notice.id(), "X-Usher-Signature", "sha256=" + signature(notice));
    post.send(
        "The alarms' webhook",
        to.webhookUrl(),
        notice.body(),
        settings.webhookSecret().isBlank() ? id : signed);
  }

  private String signature(AlarmNotice notice) {
    if (settings.webhookSecret().isBlank()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(settings.webhookSecret().getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(notice.body().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
