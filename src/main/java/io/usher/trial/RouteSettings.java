package io.usher.trial;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a change has to prove before it is taken.
 *
 * @param testsBeforeTaking whether its customer's tests must pass
 */
@ConfigurationProperties("usher.routes")
record RouteSettings(@DefaultValue("false") boolean testsBeforeTaking) {}
