package io.usher.scratch;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;

/** Stands for a component that reaches outside. It opens nothing: what comes to it is noted. */
final class RecordingComponent extends DefaultComponent {

  private final String kind;
  private final Outside outside;

  /**
   * @param kind the component that it stands for
   */
  RecordingComponent(String kind, Outside outside) {
    this.kind = kind;
    this.outside = outside;
  }

  /** As it is written: how the real one reads its address is nothing to this one. */
  @Override
  public Endpoint createEndpoint(String uri) {
    return new Recording(uri, this);
  }

  @Override
  public Endpoint createEndpoint(String uri, Map<String, Object> properties) {
    return new Recording(uri, this);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new Recording(uri, this);
  }

  private static final class Recording extends DefaultEndpoint {

    Recording(String uri, RecordingComponent component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      RecordingComponent component = (RecordingComponent) getComponent();
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          component.outside.take(component.kind, getEndpointUri(), exchange);
        }
      };
    }

    /** Never hands anything to its route. */
    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
      return new Nothing(this);
    }
  }

  /** What {@code pollEnrich} finds: an empty message, at once. */
  private static final class Nothing extends PollingConsumerSupport {

    Nothing(Endpoint endpoint) {
      super(endpoint);
    }

    @Override
    public Exchange receive() {
      return getEndpoint().createExchange();
    }

    @Override
    public Exchange receiveNoWait() {
      return receive();
    }

    @Override
    public Exchange receive(long timeout) {
      return receive();
    }
  }
}
