package io.usher.access;

import io.usher.customer.Customers;
import io.usher.store.Reach;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a role and customers as people write them, and refuses what can't be meant. */
@Component
class Grants {

  private final Customers customers;

  Grants(Customers customers) {
    this.customers = customers;
  }

  Role role(@Nullable String word) {
    return Role.named(String.valueOf(word))
        .orElseThrow(
            () -> AccessRefused.wrong("The field role must be one of " + Role.words() + "."));
  }

  /**
   * @param names none for all customers
   */
  Reach reach(Role role, @Nullable Collection<@Nullable String> names) {
    if (names == null || names.isEmpty()) {
      return Reach.EVERYTHING;
    }
    if (role == Role.ADMIN) {
      throw AccessRefused.wrong(
          "An admin is never limited to customers. Leave customers away, or choose the role editor.");
    }
    for (String name : names) {
      if (name == null || customers.find(name).isEmpty()) {
        throw AccessRefused.wrong("There is no customer " + name + "; there are " + known() + ".");
      }
    }
    return Reach.only(List.copyOf(names));
  }

  private List<String> known() {
    return customers.all().stream().map(customer -> customer.id()).sorted().toList();
  }
}
