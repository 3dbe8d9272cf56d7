package io.usher.scratch;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The languages that only compute. Others, such as groovy, could do anything: routes with them can
 * be built here, not run.
 */
final class Languages extends DefaultLanguageResolver {

  private static final Set<String> COMPUTING =
      Set.of(
          "bean",
          "constant",
          "csimple",
          "exchangeProperty",
          "file",
          "header",
          "jq",
          "jsonpath",
          "ref",
          "simple",
          "tokenize",
          "variable",
          "xpath",
          "xtokenize");

  @Override
  public Language resolveLanguage(String name, CamelContext context) {
    Language language = super.resolveLanguage(name, context);
    return COMPUTING.contains(name) ? language : new Unrun(name);
  }

  private record Unrun(String name) implements Language {

    @Override
    public Expression createExpression(String expression) {
      return refusing();
    }

    @Override
    public Predicate createPredicate(String expression) {
      return refusing();
    }

    private ExpressionAdapter refusing() {
      return new ExpressionAdapter() {
        @Override
        public Object evaluate(Exchange exchange) {
          throw new NotHere("an expression in " + name);
        }
      };
    }
  }
}
