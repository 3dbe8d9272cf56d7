package io.usher.routing;

import io.usher.customer.Customers;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets routes say {@code {{demo.mail.from}}}: the first part is the customer, the rest its setting.
 */
@Component
class CustomerPlaceholders implements PropertiesSource {

  private final Customers customers;

  CustomerPlaceholders(Customers customers) {
    this.customers = customers;
  }

  @Override
  public String getName() {
    return "customers";
  }

  @Override
  public @Nullable String getProperty(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? null
        : customers
            .find(name.substring(0, dot))
            .map(customer -> customer.settings().get(name.substring(dot + 1)))
            .orElse(null);
  }
}
