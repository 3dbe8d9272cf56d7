package io.usher.access;

import io.usher.settings.StartupProblem;
import io.usher.store.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody's groups come to: the highest role, and for that role all its customers. */
final class OidcRules {

  private static final Pattern RULE =
      Pattern.compile("\\s*(\\S.*?)\\s*=\\s*([a-z]+)(?:\\s+for\\s+(\\S.*?))?\\s*");

  private final List<Rule> rules = new ArrayList<>();

  OidcRules(List<String> lines) {
    lines.forEach(line -> rules.add(rule(line)));
  }

  private record Rule(String group, Role role, Reach reach) {}

  /** What somebody may do. */
  record Grant(Role role, Reach reach) {}

  Optional<Grant> grant(Collection<String> groups) {
    Optional<Role> highest =
        rules.stream()
            .filter(rule -> groups.contains(rule.group))
            .map(Rule::role)
            .max(Role::compareTo);
    return highest.map(role -> new Grant(role, reach(role, groups)));
  }

  private Reach reach(Role role, Collection<String> groups) {
    Set<String> customers = new HashSet<>();
    for (Rule rule : rules) {
      if (rule.role == role && groups.contains(rule.group)) {
        if (rule.reach.isEverything()) {
          return Reach.EVERYTHING;
        }
        customers.addAll(rule.reach.names());
      }
    }
    return Reach.only(customers);
  }

  private static Rule rule(String line) {
    Matcher matcher = RULE.matcher(line);
    Optional<Role> role = matcher.matches() ? Role.named(matcher.group(2)) : Optional.empty();
    if (role.isEmpty()) {
      throw new StartupProblem(
          "The setting usher.oidc.groups has an entry that can't be read: "
              + line
              + ". Write it such as: box-office = operator for demo, venue2. Roles are "
              + Role.words()
              + ".");
    }
    Reach reach = reach(matcher.group(3));
    if (role.get() == Role.ADMIN && !reach.isEverything()) {
      throw new StartupProblem(
          "The setting usher.oidc.groups limits an admin to customers: "
              + line
              + ". An admin is never limited; choose editor.");
    }
    return new Rule(matcher.group(1), role.get(), reach);
  }

  private static Reach reach(@Nullable String customers) {
    return customers == null
        ? Reach.EVERYTHING
        : Reach.only(Arrays.asList(customers.split("\\s*,\\s*")));
  }
}
