package io.usher.console.settings;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.store.AuditEntry;
import io.usher.store.AuditFilter;
import io.usher.store.AuditStore;
import io.usher.store.Page;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** Who did what, when. */
@Controller
@Needs(value = Role.ADMIN, wholeHub = true)
class AuditPage {

  private static final int ROWS = 50;

  private final AuditStore store;

  AuditPage(AuditStore store) {
    this.store = store;
  }

  /** What the fields above the list say; an empty one filters nothing. */
  record Fields(
      @Nullable String who,
      @Nullable String action,
      @Nullable String subject,
      @Nullable String customer,
      @Nullable String outcome,
      @Nullable String cursor) {

    Fields {
      who = text(who);
      action = text(action);
      subject = text(subject);
      customer = text(customer);
      outcome = known(text(outcome));
      cursor = text(cursor);
    }

    private static @Nullable String text(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable String known(@Nullable String outcome) {
      return outcomes().stream()
          .filter(word -> word.equalsIgnoreCase(outcome))
          .findFirst()
          .orElse(null);
    }

    AuditFilter filter() {
      return new AuditFilter(who, action, subject, customer, outcome, null, null, cursor, ROWS);
    }

    String address(@Nullable String at) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath("/audit");
      String[] names = {"who", "action", "subject", "customer", "outcome", "cursor"};
      @Nullable String[] values = {who, action, subject, customer, outcome, at};
      for (int i = 0; i < names.length; i++) {
        if (values[i] != null) {
          address
              .queryParam(names[i], "{" + names[i] + "}")
              .uriVariables(java.util.Map.of(names[i], values[i]));
        }
      }
      return address.encode().build().toUriString();
    }
  }

  private static List<String> outcomes() {
    return Arrays.stream(AuditEntry.Outcome.values()).map(Enum::name).toList();
  }

  @GetMapping("/audit")
  String page(@ModelAttribute("fields") Fields fields, Model model) {
    Page<AuditEntry> page = store.list(fields.filter());
    model.addAttribute("entries", page.items());
    model.addAttribute("more", page.next() == null ? null : fields.address(page.next()));
    model.addAttribute("outcomes", outcomes());
    return "console/settings/audit";
  }
}
