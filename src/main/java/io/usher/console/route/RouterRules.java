package io.usher.console.route;

import io.usher.routing.Routes;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Route;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WhenDefinition;
import org.springframework.stereotype.Component;

/** Reads from a running router which rules it has, and which destinations each rule picks. */
@Component
class RouterRules {

  private static final String OUTBOX = "outbox:";

  private final Routes routes;

  RouterRules(Routes routes) {
    this.routes = routes;
  }

  /**
   * A rule, in the order in which they are tried.
   *
   * @param when its condition as it is written; {@code otherwise} for what is left, {@code always}
   *     outside any choice
   */
  record Rule(String when, List<String> destinations) {}

  /** Empty where the router doesn't run. */
  List<Rule> of(String customer) {
    List<Rule> rules = new ArrayList<>();
    routes
        .running(customer + "/router")
        .map(Route::getRoute)
        .filter(RouteDefinition.class::isInstance)
        .map(RouteDefinition.class::cast)
        .ifPresent(router -> read("", router.getOutputs(), rules));
    return rules;
  }

  private static void read(String when, List<ProcessorDefinition<?>> steps, List<Rule> rules) {
    List<String> direct = new ArrayList<>();
    for (ProcessorDefinition<?> step : steps) {
      if (step instanceof ChoiceDefinition choice) {
        branches(when, choice, rules);
      } else if (step instanceof ToDefinition to && to.getEndpointUri().startsWith(OUTBOX)) {
        direct.add(to.getEndpointUri().substring(OUTBOX.length()));
      } else if (!step.getOutputs().isEmpty()) {
        read(joined(when, step.getShortName()), step.getOutputs(), rules);
      }
    }
    if (!direct.isEmpty()) {
      rules.add(new Rule(when.isEmpty() ? "always" : when, direct));
    }
  }

  private static void branches(String when, ChoiceDefinition choice, List<Rule> rules) {
    for (WhenDefinition branch : choice.getWhenClauses()) {
      branch(joined(when, branch.getExpression().getExpression()), branch.getOutputs(), rules);
    }
    if (choice.getOtherwise() != null) {
      branch(joined(when, "otherwise"), choice.getOtherwise().getOutputs(), rules);
    }
  }

  /** A rule that sends nowhere is one too. */
  private static void branch(String when, List<ProcessorDefinition<?>> steps, List<Rule> rules) {
    int before = rules.size();
    read(when, steps, rules);
    if (rules.size() == before) {
      rules.add(new Rule(when, List.of()));
    }
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : first + ", " + second;
  }
}
