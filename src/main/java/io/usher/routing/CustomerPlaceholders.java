package io.usher.routing;

import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.files.GoodFiles;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets routes say {@code {{demo.mail.from}}}: the first part is the customer, the rest its setting.
 * {@code {{usher.routes-dir}}} is where the files are that were taken, so that a template which is
 * just being saved is not seen.
 */
@Component
class CustomerPlaceholders implements PropertiesSource {

  private static final String ROUTES = "usher.routes-dir";

  private final Customers customers;
  private final String routes;
  private final ThreadLocal<@Nullable Use> building = new ThreadLocal<>();

  CustomerPlaceholders(Customers customers, GoodFiles good) {
    this.customers = customers;
    this.routes = good.routes().toString();
  }

  /** What a route that was just built has looked up, each with what it found. */
  record Use(Map<String, Customer> customers, Map<String, Optional<String>> found) {}

  /** On this thread, until {@link #stop}, these customers count and what is looked up is noted. */
  Use note(Map<String, Customer> trying) {
    Use use = new Use(trying, new TreeMap<>());
    building.set(use);
    return use;
  }

  void stop() {
    building.remove();
  }

  /** Whether the route would find the same with these customers. */
  static boolean same(Map<String, Optional<String>> found, Map<String, Customer> customers) {
    return found.entrySet().stream()
        .allMatch(
            each -> each.getValue().equals(Optional.ofNullable(setting(each.getKey(), customers))));
  }

  @Override
  public String getName() {
    return "customers";
  }

  @Override
  public @Nullable String getProperty(String name) {
    if (name.equals(ROUTES)) {
      return routes;
    }
    Use use = building.get();
    if (use == null) {
      return setting(name, customer -> customers.find(customer).orElse(null));
    }
    String found = setting(name, use.customers::get);
    use.found.put(name, Optional.ofNullable(found));
    return found;
  }

  private static @Nullable String setting(String name, Map<String, Customer> customers) {
    return setting(name, customers::get);
  }

  private static @Nullable String setting(
      String name, java.util.function.Function<String, @Nullable Customer> find) {
    int dot = name.indexOf('.');
    Customer customer = dot < 0 ? null : find.apply(name.substring(0, dot));
    return customer == null ? null : customer.settings().get(name.substring(dot + 1));
  }
}
