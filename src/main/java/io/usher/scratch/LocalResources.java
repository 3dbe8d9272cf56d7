package io.usher.scratch;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Expressions and Kamelets from files and the program, never from an address. */
final class LocalResources extends DefaultResourceLoader {

  private static final Set<String> LOCAL = Set.of("file", "classpath", "none", "base64");

  LocalResources(CamelContext context) {
    super(context);
  }

  @Override
  public Resource resolveResource(String uri) {
    @Nullable String scheme = StringHelper.before(uri, ":");
    if (scheme != null && !LOCAL.contains(scheme)) {
      throw new NotHere("a resource from " + scheme + ":");
    }
    return super.resolveResource(uri);
  }
}
