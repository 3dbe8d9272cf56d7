package io.usher.hub;

import io.usher.access.AdminPassword;
import io.usher.customer.Customer;
import io.usher.customer.Source;
import io.usher.settings.HubSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the hub where everything is. */
@Component
class Welcome {

  private static final Logger LOG = LoggerFactory.getLogger("usher");

  private final Environment environment;
  private final HubSettings settings;
  private final AdminPassword password;

  Welcome(Environment environment, HubSettings settings, AdminPassword password) {
    this.environment = environment;
    this.settings = settings;
    this.password = password;
  }

  void print(List<Customer> customers) {
    StringBuilder text = new StringBuilder("Usher is ready.\n\n");
    String local = "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080");
    int own = environment.getProperty("usher.webhook.port", Integer.class, 0);
    String hooks = own == 0 ? local : "http://127.0.0.1:" + own;
    text.append("  API        ").append(local).append("/api/v1/events\n");
    if (environment.getProperty("usher.sandbox.enabled", Boolean.class, false)) {
      text.append("  Sandbox    ")
          .append(local)
          .append("/sandbox   (what Salesforce, mail and Sheets received)\n");
    }
    text.append("  Sign in    admin, ").append(password.hint()).append('\n');
    for (Customer customer : customers) {
      for (Source source : customer.sources()) {
        text.append("  Endpoint   ").append(url(hooks)).append("/hooks/").append(source.path());
        text.append("   (").append(source).append(warning(source)).append(")\n");
      }
    }
    text.append("\n  Send a sample purchase:  bin/usher event send purchase-multi\n");
    LOG.info("{}", text);
  }

  private String url(String local) {
    return settings.publicUrl().isBlank() ? local : settings.publicUrl().replaceFirst("/+$", "");
  }

  private static String warning(Source source) {
    return source.verifier().equals("none")
        ? ", NOT VERIFIED: anybody who knows this address can send"
        : "";
  }
}
