package io.usher.routing;

import org.apache.camel.CamelContext;
import org.apache.camel.ContextEvents;
import org.apache.camel.clock.Clock;
import org.apache.camel.spi.StartupConditionStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.spi.CamelBeanPostProcessor;
import org.apache.camel.support.ResetableClock;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the place of the starter's own context, which it makes in the same steps. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {

  @Bean(destroyMethod = "")
  CamelContext camelContext(
      ApplicationContext application,
      CamelConfigurationProperties settings,
      CamelBeanPostProcessor beans,
      StartupConditionStrategy startup)
      throws Exception {
    Clock clock = new ResetableClock();
    CamelSpringBootApplicationController controller =
        new CamelSpringBootApplicationController(application);
    CamelContext camel = new ManyRoutesContext(application, controller);
    camel.getClock().add(ContextEvents.BOOT, clock);
    controller.setCamelContext(camel);
    beans.setCamelContext(camel);
    camel.getCamelContextExtension().addContextPlugin(CamelBeanPostProcessor.class, beans);
    camel.getCamelContextExtension().addContextPlugin(StartupConditionStrategy.class, startup);
    return CamelAutoConfiguration.doConfigureCamelContext(application, camel, settings, controller);
  }
}
