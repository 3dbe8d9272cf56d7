package io.usher.outbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The outbox without a store, for routes that are looked at or tried but don't run: it takes the
 * same options and notes destinations, but no route can start from it.
 */
public final class OutboxOutline extends DefaultComponent {

  private static final int ANY_CONCURRENCY = 1;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining, ANY_CONCURRENCY);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
