package io.usher.console.settings;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.store.AuditEntry;
import io.usher.store.AuditFilter;
import io.usher.store.AuditStore;
import io.usher.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

  @GetMapping("/audit")
  String page(
      @RequestParam(required = false) @Nullable String who,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String cursor,
      Model model) {
    String by = text(who);
    String did = text(action);
    String what = text(subject);
    Page<AuditEntry> page =
        store.list(new AuditFilter(by, did, what, null, null, null, null, text(cursor), ROWS));
    model.addAttribute("who", by);
    model.addAttribute("action", did);
    model.addAttribute("subject", what);
    model.addAttribute("rows", page.items());
    model.addAttribute("more", page.next() == null ? "" : address(by, did, what, page.next()));
    return "console/settings/audit";
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String address(
      @Nullable String who, @Nullable String action, @Nullable String subject, String cursor) {
    Map<String, String> named = new LinkedHashMap<>();
    put(named, "who", who);
    put(named, "action", action);
    put(named, "subject", subject);
    put(named, "cursor", cursor);
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/audit");
    named.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(named).toUriString();
  }

  private static void put(Map<String, String> named, String name, @Nullable String value) {
    if (value != null) {
      named.put(name, value);
    }
  }
}
