package io.usher.console.settings;

import io.usher.access.ApiTokens;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.access.Users;
import io.usher.customer.Customers;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** One's own account for everybody; users and tokens for admins. */
@Controller
@Needs(Role.VIEWER)
class SettingsPage {

  private final Users users;
  private final ApiTokens tokens;
  private final Customers customers;
  private final Clock clock;

  SettingsPage(Users users, ApiTokens tokens, Customers customers, Clock clock) {
    this.users = users;
    this.tokens = tokens;
    this.customers = customers;
    this.clock = clock;
  }

  @GetMapping("/settings")
  String page(Caller caller, Model model) {
    model.addAttribute("now", clock.instant());
    model.addAttribute("own", caller.kind() == Caller.Kind.PASSWORD);
    if (caller.is(Role.ADMIN) && caller.reach().isEverything()) {
      model.addAttribute("users", users.all());
      model.addAttribute("tokens", tokens.all());
      model.addAttribute("roles", Role.words());
      model.addAttribute("scopes", Scope.words());
      model.addAttribute("customers", customers.all());
    }
    return "console/settings/page";
  }
}
