package io.usher.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import java.util.Optional;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;

/** A route's own jq or template can't make something of the event: no attempt will mend that. */
@Component
@Order(80)
class ShapingFailures implements FailureReader {

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return Causes.find(thrown, TemplateEngineException.class)
        .map(ShapingFailures::template)
        .or(() -> shaping(thrown));
  }

  private static Failure template(TemplateEngineException e) {
    return Failure.permanent(
        "The mail template can't be rendered for this event"
            + place(e)
            + ". Correct the template, then redeliver.",
        Causes.names(e));
  }

  private static String place(TemplateEngineException e) {
    return e instanceof TemplateProcessingException p && p.getTemplateName() != null
        ? " (" + p.getTemplateName() + (p.getLine() == null ? "" : " line " + p.getLine()) + ")"
        : "";
  }

  private static Optional<Failure> shaping(Throwable thrown) {
    boolean ours =
        Causes.find(thrown, JsonQueryException.class).isPresent()
            || Causes.find(thrown, JsonProcessingException.class).isPresent()
            || Causes.find(thrown, ExpressionEvaluationException.class).isPresent()
            || Causes.find(thrown, ExpressionIllegalSyntaxException.class).isPresent()
            || Causes.find(thrown, InvalidPayloadException.class).isPresent()
            || Causes.find(thrown, TypeConversionException.class).isPresent()
            || Causes.find(thrown, NoTypeConversionAvailableException.class).isPresent();
    return ours
        ? Optional.of(
            Failure.permanent(
                "The route can't shape this event: one of its expressions failed. Correct the"
                    + " route, then redeliver.",
                Causes.names(thrown)))
        : Optional.empty();
  }
}
