package io.usher.inbox;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Where a customer's accepted events wait for their router. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "inbox",
    title = "Inbox",
    syntax = "inbox:customer",
    consumerOnly = true)
public final class InboxEndpoint extends DefaultEndpoint {

  @UriPath(description = "Whose events: the name of the customer's file")
  @Metadata(required = true)
  private final String customer;

  /** Tells two versions of a route apart while one takes over from the other; not for people. */
  private int build;

  @UriParam(description = "How many events are routed at a time", defaultValue = "4")
  private int concurrency = 4;

  InboxEndpoint(String uri, Component component, String customer) {
    super(uri, component);
    this.customer = customer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "Nothing can be sent to inbox:" + customer + "; events come in by webhook.");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    InboxConsumer consumer = new InboxConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  InboxComponent component() {
    return (InboxComponent) getComponent();
  }

  public String getCustomer() {
    return customer;
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
          "concurrency of inbox:" + customer + " is " + concurrency + "; it must be 1 to 1000");
    }
    this.concurrency = concurrency;
  }
}
