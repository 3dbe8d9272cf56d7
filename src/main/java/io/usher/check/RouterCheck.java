package io.usher.check;

import io.usher.scratch.Samples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether each branch of a router can be reached, and each kind of event finds one. */
final class RouterCheck {

  private static final Pattern FUNCTION = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
  private static final Pattern TYPE_IN_JQ =
      Pattern.compile("event\\.type\\s*[=!]=\\s*\"([^\"]*)\"");
  private static final Set<String> LANGUAGES = Set.of("simple", "jq", "constant");

  private static final Set<String> DECIDING =
      Set.of("stop", "toD", "recipientList", "routingSlip", "dynamicRouter");

  private final Look look;
  private final RouteFile router;
  private final List<Node> choices;

  RouterCheck(Look look, RouteFile router, List<Node> choices) {
    this.look = look;
    this.router = router;
    this.choices = choices;
  }

  /**
   * A branch's condition.
   *
   * @param onlyType whether it asks for nothing but the event's type
   */
  private record Condition(Node branch, String language, ScalarNode text, boolean onlyType) {

    boolean isAlwaysTrue() {
      return text.getValue().strip().equals("true");
    }
  }

  void check() {
    Set<String> known = types();
    for (Node choice : choices) {
      List<Condition> conditions = conditions(choice);
      afterCatchAll(choice, conditions);
      List<String> taken = new ArrayList<>();
      for (Condition condition : conditions) {
        misspelt(condition, known);
        if (condition.onlyType) {
          typed(condition, taken, known);
        }
      }
    }
    forgotten(known);
  }

  private static Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    Samples.names().forEach(name -> types.add(Samples.type(name)));
    return types;
  }

  private static List<Condition> conditions(Node choice) {
    List<Condition> conditions = new ArrayList<>();
    for (Node branch : Tree.items(Tree.get(choice, "when").orElse(null))) {
      condition(branch).ifPresent(conditions::add);
    }
    return conditions;
  }

  private static Optional<Condition> condition(Node branch) {
    Node holder = Tree.get(branch, "expression").orElse(branch);
    return Tree.entries(holder).entrySet().stream()
        .filter(entry -> LANGUAGES.contains(entry.getKey().getValue()))
        .flatMap(entry -> condition(branch, entry).stream())
        .findFirst();
  }

  private static Optional<Condition> condition(Node branch, Map.Entry<ScalarNode, Node> entry) {
    String language = entry.getKey().getValue();
    Optional<ScalarNode> text =
        entry.getValue() instanceof ScalarNode scalar
            ? Optional.of(scalar)
            : Tree.scalar(entry.getValue(), "expression");
    return text.map(t -> new Condition(branch, language, t, onlyType(language, t.getValue())));
  }

  private static boolean onlyType(String language, String text) {
    return language.equals("simple")
        && text.contains("${")
        && !text.contains("{{")
        && FUNCTION.matcher(text).results().allMatch(f -> f.group(1).equals("variable.event.type"));
  }

  private void afterCatchAll(Node choice, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).isAlwaysTrue()) {
        conditions.stream().skip(i + 1L).forEach(later -> unreachable(Place.of(later.branch)));
        Tree.key(choice, "otherwise").ifPresent(key -> unreachable(Place.of(key)));
        return;
      }
    }
  }

  private void unreachable(Place place) {
    warn(
        place,
        "unreachable-branch",
        "No event comes to this branch: one above it takes them all.",
        "Move it up, or remove it.");
  }

  private void typed(Condition condition, List<String> taken, Collection<String> known) {
    Set<String> candidates = new TreeSet<>(known);
    candidates.addAll(named(condition));
    List<String> takes = candidates.stream().filter(type -> matches(condition, type)).toList();
    if (!takes.isEmpty() && taken.containsAll(takes)) {
      unreachable(Place.of(condition.branch));
    }
    taken.addAll(takes);
  }

  private static List<String> named(Condition condition) {
    List<String> named = new ArrayList<>();
    Pattern pattern = condition.language.equals("jq") ? TYPE_IN_JQ : LITERAL;
    Matcher literal = pattern.matcher(condition.text.getValue());
    while (literal.find()) {
      named.addAll(List.of(literal.group(1).split(",")));
    }
    return named;
  }

  private void misspelt(Condition condition, Collection<String> known) {
    if (!condition.onlyType && !condition.language.equals("jq")) {
      return;
    }
    for (String type : named(condition)) {
      Optional<String> near = Nearest.to(type, known);
      if (!known.contains(type) && near.isPresent()) {
        int at = condition.text.getValue().indexOf(type);
        warn(
            Place.in(condition.text, Math.max(0, at), router.yaml()),
            "unknown-event-type",
            "No event is of the type '" + type + "'.",
            "Did you mean '" + near.get() + "'?");
      }
    }
  }

  private boolean matches(Condition condition, String type) {
    String sample =
        Samples.names().stream()
            .filter(name -> Samples.type(name).equals(type))
            .findFirst()
            .orElse(Samples.names().get(0));
    Exchange exchange = look.camel().exchange(router.customer(), sample);
    Samples.retype(exchange, router.customer(), type);
    return matches(condition, exchange);
  }

  private boolean matches(Condition condition, Exchange exchange) {
    try {
      String text = look.camel().camel().resolvePropertyPlaceholders(condition.text.getValue());
      Predicate predicate = look.camel().language(condition.language).createPredicate(text);
      predicate.init(look.camel().camel());
      return predicate.matches(exchange);
    } catch (RuntimeException unknown) {
      return true; // what can't be told is not told
    }
  }

  /** Only where the router is nothing but a choice: anything else may take them. */
  private void forgotten(Collection<String> known) {
    CustomerCheck customer = look.customers().get(router.customer());
    Node steps =
        router.routes().stream()
            .findFirst()
            .flatMap(route -> Tree.get(route, "from", "steps"))
            .orElse(null);
    List<Node> all = Tree.items(steps);
    boolean simple =
        all.stream()
            .allMatch(s -> Tree.get(s, "choice").isPresent() || Tree.get(s, "log").isPresent());
    if (customer == null || !customer.takesShowpass() || !simple || choices.size() != 1) {
      return;
    }
    Node choice = choices.get(0);
    Node otherwise = Tree.get(choice, "otherwise").orElse(null);
    List<Condition> conditions = conditions(choice);
    int branches = Tree.items(Tree.get(choice, "when").orElse(null)).size();
    if (decides(otherwise) || conditions.size() != branches) {
      return;
    }
    Set<String> forgotten = new TreeSet<>(known);
    for (String sample : Samples.names()) {
      Exchange exchange = look.camel().exchange(router.customer(), sample);
      if (conditions.stream().anyMatch(condition -> matches(condition, exchange))) {
        forgotten.remove(Samples.type(sample));
      }
    }
    forgotten.forEach(type -> forgotten(type, choice));
  }

  /** Whether steps send somewhere, or say that nowhere is meant. */
  private static boolean decides(@Nullable Node branch) {
    return Tree.scalars(branch).stream()
        .map(ScalarNode::getValue)
        .anyMatch(word -> word.startsWith("outbox:") || DECIDING.contains(word));
  }

  private void forgotten(String type, Node choice) {
    warn(
        Place.of(choice),
        "untaken-event-type",
        "No branch takes events of the type " + type + "; they stay unrouted.",
        "Add a branch; let it end with stop: {} if they shall go nowhere.");
  }

  private void warn(Place place, String rule, String what, String fix) {
    look.findings().warning(router.file(), place, rule, what, fix);
  }
}
