package io.usher.console.route;

import io.usher.console.route.Flow.Branch;
import io.usher.console.route.Flow.Target;
import io.usher.console.route.Flow.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A customer's flow as a page draws it: sources, the router with its branches, destinations. Units
 * are those of the picture's view box.
 */
record FlowPicture(
    int width,
    int height,
    String title,
    String description,
    List<Box> sources,
    Box router,
    List<Box> branches,
    List<Box> destinations,
    List<Edge> edges) {

  private static final int SOURCE_X = 8;
  private static final int SOURCE_WIDTH = 180;
  private static final int ROUTER_X = 256;
  private static final int BRANCH_X = 272;
  private static final int BRANCH_WIDTH = 224;
  private static final int TARGET_X = 600;
  private static final int TARGET_WIDTH = 250;
  private static final int TOP = 44;
  private static final int BOX = 58;
  private static final int GAP = 14;
  private static final int PADDING = 16;

  /**
   * @param tone a CSS class: good, bad, wait or none
   * @param href where it leads
   */
  record Box(
      int x,
      int y,
      int width,
      int height,
      String name,
      String line,
      String more,
      String tone,
      String href) {

    public int middle() {
      return y + height / 2;
    }

    public int right() {
      return x + width;
    }
  }

  /**
   * @param path an SVG path
   */
  record Edge(String path, String tone) {}

  /** How a destination or source does, in two short lines. */
  record Health(String line, String more, String tone) {
    static final Health UNKNOWN = new Health("", "", "none");
  }

  /**
   * @param sources by name, in the customer's order
   * @param health of the destinations, by name
   */
  static FlowPicture of(Flow flow, Map<String, Health> sources, Map<String, Health> health) {
    int rows =
        Math.max(
            Math.max(sources.size(), Math.max(1, flow.branches().size())),
            flow.destinations().size());
    int inner = rows * (BOX + GAP) - GAP;
    List<Box> from = sources(flow, sources, inner);
    List<Box> branches = branches(flow, inner);
    Map<String, Box> targets = targets(flow, health, inner);
    Box router =
        new Box(
            ROUTER_X,
            TOP - 32,
            BRANCH_WIDTH + 2 * PADDING,
            inner + 32 + PADDING,
            "Router",
            "",
            "",
            "none",
            address(flow, "router"));
    return new FlowPicture(
        TARGET_X + TARGET_WIDTH + SOURCE_X,
        TOP + inner + PADDING + 4,
        "How the events of " + flow.customer() + " go",
        description(flow, sources),
        from,
        router,
        branches,
        List.copyOf(targets.values()),
        edges(flow, from, router, branches, targets));
  }

  private static List<Box> sources(Flow flow, Map<String, Health> sources, int inner) {
    List<Box> boxes = new ArrayList<>();
    sources.forEach(
        (name, health) ->
            boxes.add(
                new Box(
                    SOURCE_X,
                    y(boxes.size(), sources.size(), inner),
                    SOURCE_WIDTH,
                    BOX,
                    shortened(name, 20),
                    shortened(health.line, 26),
                    shortened(health.more, 26),
                    health.tone,
                    "/customers/" + flow.customer() + "#source-" + name)));
    return boxes;
  }

  private static List<Box> branches(Flow flow, int inner) {
    List<Box> boxes = new ArrayList<>();
    for (Branch branch : flow.branches()) {
      String leads =
          branch.destinations().isEmpty()
              ? branch.stops() ? "ends here, on purpose" : "goes nowhere: unrouted"
              : branch.destinations().size() == 1
                  ? "to one destination"
                  : "to " + branch.destinations().size() + " destinations";
      boxes.add(
          new Box(
              BRANCH_X,
              y(boxes.size(), flow.branches().size(), inner),
              BRANCH_WIDTH,
              BOX,
              shortened(branch.label(), 24),
              leads,
              "",
              "none",
              address(flow, "router") + "#L" + branch.line()));
    }
    return boxes;
  }

  private static Map<String, Box> targets(Flow flow, Map<String, Health> health, int inner) {
    Map<String, Box> boxes = new LinkedHashMap<>();
    for (Target target : flow.destinations()) {
      Health of = health.getOrDefault(target.name(), Health.UNKNOWN);
      String by = target.uses().stream().map(Use::connector).collect(Collectors.joining(", "));
      boxes.put(
          target.name(),
          new Box(
              TARGET_X,
              y(boxes.size(), flow.destinations().size(), inner),
              TARGET_WIDTH,
              BOX,
              shortened(target.name(), 26),
              shortened(target.hasRoute() ? of.line : "has no route", 36),
              shortened(of.more.isEmpty() && !by.isEmpty() ? "by " + by : of.more, 36),
              target.hasRoute() ? of.tone : "bad",
              address(flow, target.name())));
    }
    return boxes;
  }

  /** Few boxes stand in the middle. */
  private static int y(int index, int count, int inner) {
    int used = count * (BOX + GAP) - GAP;
    return TOP + (inner - used) / 2 + index * (BOX + GAP);
  }

  private static List<Edge> edges(
      Flow flow, List<Box> from, Box router, List<Box> branches, Map<String, Box> targets) {
    List<Edge> edges = new ArrayList<>();
    for (Box source : from) {
      edges.add(edge(source.right(), source.middle(), router.x, source.middle(), source.tone));
    }
    for (int i = 0; i < branches.size(); i++) {
      for (String name : flow.branches().get(i).destinations()) {
        Box target = targets.get(name);
        edges.add(
            edge(
                branches.get(i).right(),
                branches.get(i).middle(),
                target.x,
                target.middle(),
                target.tone));
      }
    }
    return edges;
  }

  private static Edge edge(int x1, int y1, int x2, int y2, String tone) {
    int half = (x1 + x2) / 2;
    return new Edge(
        "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, half, y1, half, y2, x2, y2), tone);
  }

  private static String description(Flow flow, Map<String, Health> sources) {
    StringBuilder text = new StringBuilder("From ");
    text.append(String.join(", ", sources.keySet())).append(" through the router. ");
    for (Branch branch : flow.branches()) {
      text.append(branch.label())
          .append(": ")
          .append(
              branch.destinations().isEmpty()
                  ? "nowhere"
                  : String.join(", ", branch.destinations()))
          .append(". ");
    }
    return text.toString().strip();
  }

  private static String address(Flow flow, String route) {
    return "/routes/" + flow.customer() + "/" + route;
  }

  private static String shortened(@Nullable String text, int most) {
    if (text == null) {
      return "";
    }
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
