package io.usher.sales;

import io.usher.store.SaleLog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SalesConfiguration {

  @Bean
  Sales sales(SaleLog log, Clock clock) {
    return new Sales(log, clock);
  }
}
