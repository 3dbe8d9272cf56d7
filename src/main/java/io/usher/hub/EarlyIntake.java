package io.usher.hub;

import io.usher.settings.HubSettings;
import io.usher.store.DiskSettings;
import io.usher.store.OpenStore;
import io.usher.store.StoreSettings;
import io.usher.webhook.EarlyWebhooks;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A start's first step, before there are any beans: the store is opened and webhooks are taken. The
 * rest of a hub takes several times as long to start, and nobody should be turned away for it.
 */
public final class EarlyIntake
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    try {
      open(context.getEnvironment(), beans);
    } catch (RuntimeException e) {
      beans.destroySingletons();
      throw e;
    }
  }

  private static void open(Environment environment, DefaultListableBeanFactory beans) {
    Binder binder = Binder.get(environment);
    HubSettings hub = binder.bindOrCreate("usher", HubSettings.class);
    OpenStore store =
        OpenStore.openFor(beans, binder.bindOrCreate("usher.store", StoreSettings.class), hub);
    if (isEncrypted(environment)
        || store.isShortOfRoom(binder.bindOrCreate("usher.store", DiskSettings.class))) {
      return;
    }
    EarlyWebhooks.open(store, hub, environment, http(environment))
        .ifPresent(
            early -> {
              beans.registerSingleton("earlyWebhooks", early);
              beans.registerDisposableBean("earlyWebhooks", early::close);
            });
  }

  /** The keys are read by Spring, later. */
  private static boolean isEncrypted(Environment environment) {
    return Stream.of("bundle", "certificate", "key-store")
        .anyMatch(key -> environment.containsProperty("server.ssl." + key));
  }

  private static HttpConfiguration http(Environment environment) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    if ("native".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"))) {
      http.addCustomizer(new ProxiedRequests());
    }
    return http;
  }
}
