package io.usher.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where traces are wanted: spans wait in a line of limited length and are sent by a thread of their
 * own. A collector that is away costs spans and nothing else.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${usher.trace.endpoint:}'.isBlank()")
class TraceConfiguration {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_SENDINGS = Duration.ofSeconds(2);

  @Bean
  Tracing tracing(TraceSettings settings) {
    EventTrace.Identifiers identifiers = new EventTrace.Identifiers();
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint()).setTimeout(TIMEOUT).build();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(identifiers)
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(Attributes.builder().put("service.name", "usher").build())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter).setScheduleDelay(BETWEEN_SENDINGS).build())
            .build();
    return new Tracing(provider, identifiers, settings.share());
  }
}
