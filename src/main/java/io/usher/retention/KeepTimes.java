package io.usher.retention;

import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.customer.Retention;
import io.usher.settings.KeepTime;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long whose data is kept. Customers whose file is gone are kept by the hub's settings. */
@Component
class KeepTimes {

  private final RetentionSettings settings;
  private final Customers customers;

  KeepTimes(RetentionSettings settings, Customers customers) {
    this.settings = settings;
    this.customers = customers;
  }

  KeepTime payloads(String customer) {
    return own(customer, Retention::payloads).orElse(settings.payloads());
  }

  KeepTime log(String customer) {
    return own(customer, Retention::log).orElse(settings.log());
  }

  KeepTime audit() {
    return settings.audit();
  }

  private Optional<KeepTime> own(String customer, Function<Retention, @Nullable KeepTime> which) {
    return customers.find(customer).map(Customer::retention).map(which);
  }
}
