package io.usher.scratch;

import io.usher.inbox.InboxOutline;
import io.usher.outbox.OutboxOutline;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.bean.BeanComponent;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.component.thymeleaf.ThymeleafComponent;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;

/**
 * The only place where a scratch context gets components from. Those named here do nothing outside
 * the context; in place of every other there is one that notes.
 */
final class Components implements ComponentResolver {

  private static final Pattern NUMBERED = Pattern.compile("-\\d+$");

  private static final Map<String, Supplier<Component>> HARMLESS =
      Map.of(
          "bean", BeanComponent::new,
          "direct", DirectComponent::new,
          "inbox", InboxOutline::new,
          "kamelet", KameletComponent::new,
          "log", LogComponent::new,
          "outbox", OutboxOutline::new,
          "thymeleaf", LocalTemplates::new);

  private final Map<String, String> own;
  private final Outside outside;

  /**
   * @param own components that files bring along, by the name of their bean, with their class
   */
  Components(Map<String, String> own, Outside outside) {
    this.own = own;
    this.outside = outside;
  }

  @Override
  public @Nullable Component resolveComponent(String name, CamelContext context) {
    Supplier<Component> harmless = HARMLESS.get(name);
    if (harmless != null) {
      return harmless.get();
    }
    String type = own.getOrDefault(name, own.get(NUMBERED.matcher(name).replaceFirst("")));
    if (type != null) {
      return new RecordingComponent(kind(type), outside);
    }
    return isThere(name) ? new RecordingComponent(name, outside) : null;
  }

  private static String kind(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1).replaceFirst("Component$", "");
    return switch (simple) {
      case "GoogleSheets" -> "google-sheets";
      case "Mail" -> "smtp";
      default -> simple.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static boolean isThere(String name) {
    return Components.class.getResource("/META-INF/services/org/apache/camel/component/" + name)
        != null;
  }

  /** Templates come from files; Thymeleaf could fetch them from anywhere. */
  private static final class LocalTemplates extends ThymeleafComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
        throws Exception {
      if ("URL".equalsIgnoreCase(String.valueOf(parameters.get("resolver")))) {
        throw new NotHere("a template that is fetched by resolver=URL");
      }
      return super.createEndpoint(uri, remaining, parameters);
    }
  }
}
