package io.usher.console.settings;

import io.usher.access.ApiTokens;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.access.Users;
import io.usher.console.Times;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import io.usher.store.Token;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** One's own password; for admins users and tokens too. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class SettingsPage {

  private final Users users;
  private final ApiTokens tokens;
  private final Customers customers;
  private final Times times;

  SettingsPage(Users users, ApiTokens tokens, Customers customers, Times times) {
    this.users = users;
    this.tokens = tokens;
    this.customers = customers;
    this.times = times;
  }

  /**
   * @param status as the API says it
   */
  record TokenLine(Token token, String status) {}

  @GetMapping("/settings")
  String page(Caller caller, Model model) {
    model.addAttribute("ownPassword", caller.kind() == Caller.Kind.PASSWORD);
    if (caller.is(Role.ADMIN) && caller.reach().isEverything()) {
      model.addAttribute("users", users.all());
      model.addAttribute("tokens", tokens.all().stream().map(this::line).toList());
      model.addAttribute("roles", Role.words());
      model.addAttribute("scopes", Scope.words());
      model.addAttribute("customers", ids());
    }
    return "console/settings/page";
  }

  private List<String> ids() {
    return customers.all().stream().map(Customer::id).sorted().toList();
  }

  private TokenLine line(Token token) {
    String valid = times.now().isBefore(token.expiresAt()) ? "VALID" : "EXPIRED";
    return new TokenLine(token, token.revokedAt() != null ? "REVOKED" : valid);
  }
}
