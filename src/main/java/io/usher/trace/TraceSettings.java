package io.usher.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go.
 *
 * @param endpoint of a collector, for OTLP over HTTP; empty for no traces
 * @param share of events that are traced, 0 to 1
 */
@ConfigurationProperties("usher.trace")
record TraceSettings(@DefaultValue("") String endpoint, @DefaultValue("1") double share) {

  TraceSettings {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("usher.trace.share is " + share + "; it must be 0 to 1");
    }
  }
}
