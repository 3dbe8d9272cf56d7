package io.usher.outbox;

import io.usher.store.DestinationTerms;
import io.usher.store.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Where deliveries wait for their destination: a router sends to it, a destination's route reads
 * from it.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "outbox",
    title = "Outbox",
    syntax = "outbox:destination")
public final class OutboxEndpoint extends DefaultEndpoint {

  private static final String RELEASE = "release";
  private static final String HOLD = "hold";

  @UriPath(description = "The destination's name, which is its route file's name")
  @Metadata(required = true)
  private final String destination;

  @UriParam(
      description =
          "Whose destination it is. Set by Usher from the folder that the route file is in")
  private @Nullable String customer;

  /** Tells two versions of a route apart while one takes over from the other; not for people. */
  private int build;

  @UriParam(description = "How many attempts run at a time", defaultValue = "8")
  private int concurrency;

  @UriParam(description = "How long one attempt may take, for example 30s", defaultValue = "60s")
  private @Nullable String timeout;

  @UriParam(
      description = "Waits before each further attempt, for example 5s,30s,2m",
      defaultValue = "5s,30s,2m,10m,30m,1h,3h,6h,12h,24h")
  private @Nullable String schedule;

  @UriParam(
      description =
          "What a dead delivery does to the later ones of its order key: lets them go, or holds them until it is redelivered",
      enums = "release,hold",
      defaultValue = "release")
  private String afterDead = RELEASE;

  @UriParam(
      description =
          "Which deliveries go one after the other: those of one transaction, of one buyer, none, all, or those with the same value at a JSON Pointer into the body",
      defaultValue = "transaction")
  private String orderKey = "transaction";

  @UriParam(
      description =
          "How many attempts may start, in all hubs together, for example 10/s or 300/m; without it, as many as there are")
  private @Nullable String rate;

  @UriParam(
      description =
          "Failed attempts in a row that open the circuit breaker, 0 to 1000; 0 for never",
      defaultValue = "10")
  private @Nullable Integer breakerFailures;

  @UriParam(
      description =
          "Share of failed attempts among the last fifty that opens the circuit breaker, in percent; 0 for never",
      defaultValue = "50")
  private @Nullable Integer breakerShare;

  @UriParam(
      description = "How long the open circuit breaker waits before its first probe",
      defaultValue = "5s")
  private @Nullable String breakerFirstWait;

  @UriParam(
      description = "The longest wait between two probes of the open circuit breaker",
      defaultValue = "60s")
  private @Nullable String breakerLongestWait;

  OutboxEndpoint(String uri, Component component, String destination) {
    this(uri, component, destination, ((OutboxComponent) component).settings().concurrency());
  }

  OutboxEndpoint(String uri, Component component, String destination, int concurrency) {
    super(uri, component);
    this.destination = destination;
    this.concurrency = concurrency;
  }

  @Override
  public Producer createProducer() {
    return new OutboxProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (customer == null) {
      throw new IllegalArgumentException(
          "from: outbox:"
              + destination
              + " doesn't say whose: put the file into routes/<customer>/, or add ?customer=<customer>.");
    }
    OutboxConsumer consumer = new OutboxConsumer(this, processor, terms(customer));
    configureConsumer(consumer);
    return consumer;
  }

  OutboxComponent component() {
    return (OutboxComponent) getComponent();
  }

  /** A lease outlives its attempt, so that a slow commit doesn't let somebody else start over. */
  private DestinationTerms terms(String of) {
    Duration lease = attemptTimeout().plus(OutboxConsumer.LEASE_MARGIN);
    String written = rate == null ? component().settings().rate() : rate;
    return new DestinationTerms(
        of,
        destination,
        lease,
        afterDead.equals(HOLD),
        written.isBlank() ? null : Rate.parse(written));
  }

  BreakerSettings breaker() {
    BreakerSettings settings = component().breaker();
    return new BreakerSettings(
        breakerFailures == null ? settings.failures() : breakerFailures,
        breakerShare == null ? settings.share() : breakerShare,
        breakerFirstWait == null
            ? settings.firstWait()
            : DurationStyle.detectAndParse(breakerFirstWait),
        breakerLongestWait == null
            ? settings.longestWait()
            : DurationStyle.detectAndParse(breakerLongestWait));
  }

  AttemptSchedule attemptSchedule() {
    DeliverySettings settings = component().settings();
    return new AttemptSchedule(
        schedule == null ? settings.schedule() : durations(schedule), settings.jitter());
  }

  Duration attemptTimeout() {
    return timeout == null
        ? component().settings().timeout()
        : DurationStyle.detectAndParse(timeout);
  }

  private static List<Duration> durations(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .map(DurationStyle::detectAndParse)
        .toList();
  }

  public String getDestination() {
    return destination;
  }

  public @Nullable String getCustomer() {
    return customer;
  }

  public void setCustomer(@Nullable String customer) {
    this.customer = customer;
  }

  public int getBuild() {
    return build;
  }

  public void setBuild(int build) {
    this.build = build;
  }

  public int getConcurrency() {
    return concurrency;
  }

  public void setConcurrency(int concurrency) {
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException(
          "concurrency of outbox:" + destination + " is " + concurrency + "; it must be 1 to 1000");
    }
    this.concurrency = concurrency;
  }

  public @Nullable String getTimeout() {
    return timeout;
  }

  public void setTimeout(String timeout) {
    DurationStyle.detectAndParse(timeout);
    this.timeout = timeout;
  }

  public String getAfterDead() {
    return afterDead;
  }

  public void setAfterDead(String afterDead) {
    if (!List.of(RELEASE, HOLD).contains(afterDead)) {
      throw new IllegalArgumentException(
          "afterDead of outbox:"
              + destination
              + " is "
              + afterDead
              + "; it must be release or hold");
    }
    this.afterDead = afterDead;
  }

  public @Nullable String getSchedule() {
    return schedule;
  }

  public void setSchedule(String schedule) {
    durations(schedule);
    this.schedule = schedule;
  }

  public String getOrderKey() {
    return orderKey;
  }

  public void setOrderKey(String orderKey) {
    OrderKey.parse(orderKey);
    this.orderKey = orderKey;
  }

  public @Nullable String getRate() {
    return rate;
  }

  public void setRate(String rate) {
    Rate.parse(rate);
    this.rate = rate;
  }

  public @Nullable Integer getBreakerFailures() {
    return breakerFailures;
  }

  public void setBreakerFailures(Integer breakerFailures) {
    this.breakerFailures = breakerFailures;
  }

  public @Nullable Integer getBreakerShare() {
    return breakerShare;
  }

  public void setBreakerShare(Integer breakerShare) {
    this.breakerShare = breakerShare;
  }

  public @Nullable String getBreakerFirstWait() {
    return breakerFirstWait;
  }

  public void setBreakerFirstWait(String breakerFirstWait) {
    DurationStyle.detectAndParse(breakerFirstWait);
    this.breakerFirstWait = breakerFirstWait;
  }

  public @Nullable String getBreakerLongestWait() {
    return breakerLongestWait;
  }

  public void setBreakerLongestWait(String breakerLongestWait) {
    DurationStyle.detectAndParse(breakerLongestWait);
    this.breakerLongestWait = breakerLongestWait;
  }
}
