package io.usher.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import io.usher.outbox.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Runs the shipped routes and Kamelets against stand-ins, with a plain entrance for an outbox. */
@CamelSpringBootTest
@SpringBootTest(
    classes = Destinations.Hub.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "camel.main.routes-include-pattern=file:routes/connectors/**/*.kamelet.yaml",
      "usher.routes-dir=routes",
      "management.endpoint.health.validate-group-membership=false", // what they name isn't here
      "demo.venue.name=Harbour Hall",
      "demo.venue.timeZone=America/Edmonton",
      "demo.venue.locale=en-CA",
      "demo.salesforce.clientId=client",
      "demo.salesforce.clientSecret=" + StandIns.SECRET,
      "demo.mail.host=127.0.0.1",
      "demo.mail.username=boxoffice",
      "demo.mail.password=" + StandIns.SECRET,
      "demo.mail.startTls=false",
      "demo.mail.from=Hafenhalle Zürich, Kasse <boxoffice@example.com>",
      "demo.sheets.spreadsheetId=harbour-hall",
      "demo.crm.header=Authorization",
      "demo.crm.value=Bearer " + StandIns.SECRET
    })
public abstract class Destinations {

  private static final List<String> NAMES =
      List.of(
          "salesforce",
          "receipts",
          "refund-notices",
          "transfer-notices",
          "sales-sheet",
          "refunds-sheet",
          "transfers-sheet");

  @Autowired protected CamelContext context;
  @Autowired protected ProducerTemplate producer;
  @Autowired private List<FailureReader> readers;

  @Configuration
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @ComponentScan("io.usher.connector")
  static class Hub {}

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry settings) {
    settings.add("demo.salesforce.loginUrl", () -> StandIns.HTTP.baseUrl() + "/salesforce");
    settings.add("demo.mail.port", () -> StandIns.MAIL.getSmtp().getPort());
    settings.add("demo.sheets.rootUrl", () -> StandIns.HTTP.baseUrl() + "/google/");
    settings.add("demo.sheets.serviceAccountKey", StandIns.KEY::toString);
    settings.add("demo.crm.url", () -> StandIns.HTTP.baseUrl() + "/crm?source=usher");
  }

  @BeforeEach
  final void standInsAreFresh() throws Exception {
    StandIns.reset();
    for (String name : NAMES) {
      if (context.getRoute(name) == null) {
        load("routes/demo/" + name + ".camel.yaml");
      }
    }
  }

  /** Loads a route file whose inbox and outbox are replaced by what tests can reach. */
  protected final void load(String file) throws Exception {
    load(file, Files.readString(Path.of(file)));
  }

  protected final void load(String name, String yaml) throws Exception {
    String reachable =
        yaml.replace("uri: inbox:demo", "uri: direct:router")
            .replace("uri: outbox:", "uri: direct:")
            .replace("to: outbox:", "to: mock:");
    Resource route = ResourceHelper.fromBytes("file:" + name, reachable.getBytes(UTF_8));
    PluginHelper.getRoutesLoader(context).loadRoutes(route);
  }

  protected final Exchange deliver(Sample sample, String destination) {
    return deliver(sample, destination, 1);
  }

  protected final Exchange deliver(Sample sample, String destination, int attempt) {
    return producer.send(
        "direct:" + destination,
        exchange -> {
          exchange.getMessage().setBody(sample.payload());
          exchange.setVariable("event", sample.event());
          exchange.setVariable("delivery", sample.delivery(destination, attempt));
        });
  }

  protected final void delivered(Sample sample, String destination) {
    Exception thrown = deliver(sample, destination).getException();
    if (thrown != null) {
      throw new AssertionError("not delivered", thrown);
    }
  }

  /** What the outbox would say about it. */
  protected final Failure failure(Exchange exchange) {
    Exception thrown = exchange.getException();
    if (thrown == null) {
      throw new AssertionError("it was delivered");
    }
    return Causes.find(thrown, RejectedException.class)
        .map(e -> Failure.permanent(e.getMessage(), e.detail()))
        .or(() -> readers.stream().flatMap(reader -> reader.read(thrown).stream()).findFirst())
        .orElseThrow(() -> new AssertionError("nobody knows this failure", thrown));
  }

  protected static String file(String path) throws IOException {
    return Files.readString(Path.of(path));
  }
}
