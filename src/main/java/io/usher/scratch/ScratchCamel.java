package io.usher.scratch;

import io.usher.connector.ConnectionCheck;
import io.usher.outbox.EventExchange;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.jq.JqFunctions;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;

/**
 * Camel with our connectors' beans and words, and nothing that leads outside: no check of a
 * connection, and nothing that a program which has us on its class path configures. Needs neither a
 * hub nor a database. Close it, or its threads stay.
 */
public final class ScratchCamel implements AutoCloseable {

  private static final String CONNECTORS = "io.usher.connector";

  private final AnnotationConfigApplicationContext beans;
  private final Sealed camel;
  private final Scope jq;

  /**
   * @param placeholders what {@code {{name}}} stands for; null where it is not set
   * @param ownComponents components that the files bring along, by their bean's name, with their
   *     class
   * @param running whether routes shall be able to run, or only be built
   */
  public ScratchCamel(
      UnaryOperator<@Nullable String> placeholders,
      Map<String, String> ownComponents,
      Outside outside,
      boolean running) {
    beans = new AnnotationConfigApplicationContext();
    ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(beans);
    scanner.addExcludeFilter(new AssignableTypeFilter(ConnectionCheck.class));
    scanner.addExcludeFilter(new AnnotationTypeFilter(EnableAutoConfiguration.class));
    scanner.scan(CONNECTORS);
    beans.refresh();
    camel = new Sealed(new Components(ownComponents, outside));
    camel
        .getCamelContextExtension()
        .setRegistry(new Beans(new ApplicationContextBeanRepository(beans)));
    camel.getCamelContextExtension().addLogListener((e, logger, text) -> "Dry run: " + text);
    camel.setAutoStartup(running);
    camel.disableJMX();
    camel.getPropertiesComponent().addPropertiesSource(new Placeholders(placeholders));
    camel.getShutdownStrategy().setTimeout(1);
    camel.start();
    jq = jqWords(camel);
    camel.getRegistry().bind("jqWords", Scope.class, jq);
  }

  /** Read once: without it, each expression would read all of jq's own words anew. */
  private static Scope jqWords(DefaultCamelContext camel) {
    Scope scope = Scope.newEmptyScope();
    JqFunctions.load(camel, scope);
    JqFunctions.loadFromRegistry(camel, scope);
    JqFunctions.loadLocal(scope);
    return scope;
  }

  /** All words that jq knows here. */
  public Scope jq() {
    return jq;
  }

  /**
   * Builds the routes of a file.
   *
   * @param completed what to do to them between reading and building
   */
  public void load(String file, byte[] yaml, @Nullable Completion completed) throws Exception {
    Resource resource = ResourceHelper.fromBytes("file:" + file, yaml);
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(java.util.List.of(resource))) {
      if (completed != null && builder instanceof RouteBuilder routes) {
        routes.addLifecycleInterceptor(completed);
      }
      camel.addRoutes(builder);
    }
  }

  public Language language(String name) {
    return camel.resolveLanguage(name);
  }

  /** An exchange with a sample as an event of this customer. */
  public Exchange exchange(String customer, String sample) {
    Exchange exchange = camel.getEndpoint("direct:nobody").createExchange();
    byte[] body = Samples.body(sample);
    EventExchange.fill(exchange, Samples.event(customer, body), body);
    return exchange;
  }

  public DefaultCamelContext camel() {
    return camel;
  }

  /** All of our connectors' beans of a type. */
  public <T> java.util.List<T> beans(Class<T> type) {
    return beans.getBeanProvider(type).orderedStream().toList();
  }

  @Override
  public void close() {
    camel.stop();
    beans.close();
  }

  /** Completes what a file says before it becomes a route. */
  public interface Completion extends RouteBuilderLifecycleStrategy {}

  private record Placeholders(UnaryOperator<@Nullable String> values) implements PropertiesSource {

    @Override
    public String getName() {
      return "placeholders";
    }

    @Override
    public @Nullable String getProperty(String name) {
      return values.apply(name);
    }
  }

  /** No bean is a component or an endpoint here: those might be real. */
  private static final class Beans extends DefaultRegistry {

    Beans(BeanRepository connectors) {
      super(connectors);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
      boolean leadsOutside = type == Component.class || Endpoint.class.isAssignableFrom(type);
      return leadsOutside ? null : super.lookupByNameAndType(name, type);
    }
  }

  /** Every door that Camel goes through to find code or data by name. */
  private static final class Sealed extends DefaultCamelContext {

    private final Components components;

    Sealed(Components components) {
      super(false);
      this.components = components;
    }

    @Override
    protected ComponentResolver createComponentResolver() {
      // Camel asks while it is being constructed, before there is a field.
      return (name, context) -> components.resolveComponent(name, context);
    }

    /** Camel looks among the beans first, and a connector's own component is one. */
    @Override
    public @Nullable Component getComponent(String name, boolean autoCreate, boolean autoStart) {
      if (hasComponent(name) == null) {
        Component component = components.resolveComponent(name, this);
        if (component == null) {
          return null;
        }
        addComponent(name, component);
      }
      return super.getComponent(name, autoCreate, autoStart);
    }

    @Override
    protected LanguageResolver createLanguageResolver() {
      return new Languages();
    }

    @Override
    protected ClassResolver createClassResolver() {
      Classes classes = new Classes();
      classes.setCamelContext(this);
      return classes;
    }

    @Override
    protected ResourceLoader createResourceLoader() {
      return new LocalResources(this);
    }
  }
}
