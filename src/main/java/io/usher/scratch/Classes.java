package io.usher.scratch;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a scratch context finds by name: Camel's own parts and plain data. A route can
 * name any class of the program as a bean; here it finds none that acts.
 */
final class Classes extends DefaultClassResolver {

  private static final Pattern DATA =
      Pattern.compile(
          "(byte|int|long|boolean|double|float|short|char)(\\[])?"
              + "|(java\\.lang\\.)?(String|Object|Integer|Long|Boolean|Double|Float|Short|Byte|Number|CharSequence|Exception|RuntimeException|Throwable|IllegalArgumentException|IllegalStateException)(\\[])?"
              + "|java\\.(math|time|util)\\..*|java\\.io\\.(InputStream|Reader|IOException)"
              + "|com\\.fasterxml\\.jackson\\.databind\\..*|net\\.thisptr\\.jackson\\.jq\\..*"
              + "|com\\.google\\.api\\.services\\.sheets\\.v4\\.model\\..*"
              + "|io\\.usher\\.(connector|event|outbox)\\..*|org\\.w3c\\.dom\\..*");

  private static final List<Pattern> ACTING =
      List.of(
          Pattern.compile(
              "java\\.util\\.(concurrent|prefs|jar|zip|logging)\\..*|java\\.util\\.(Timer|ServiceLoader).*"),
          Pattern.compile(
              "org\\.apache\\.camel\\..*(CamelContext|ProducerTemplate|ConsumerTemplate)"),
          Pattern.compile("org\\.apache\\.camel\\.component\\..*(Component|Endpoint|HttpClient)"),
          Pattern.compile("org\\.apache\\.camel\\.main\\..*"));

  @Override
  public @Nullable Class<?> resolveClass(String name) {
    return allowed(name) ? super.resolveClass(name) : null;
  }

  @Override
  public <T> @Nullable Class<T> resolveClass(String name, Class<T> type) {
    return allowed(name) ? super.resolveClass(name, type) : null;
  }

  @Override
  public @Nullable Class<?> resolveClass(String name, ClassLoader loader) {
    return allowed(name) ? super.resolveClass(name, loader) : null;
  }

  @Override
  public <T> @Nullable Class<T> resolveClass(String name, Class<T> type, ClassLoader loader) {
    return allowed(name) ? super.resolveClass(name, type, loader) : null;
  }

  @Override
  public Class<?> resolveMandatoryClass(String name) throws ClassNotFoundException {
    check(name);
    return super.resolveMandatoryClass(name);
  }

  @Override
  public <T> Class<T> resolveMandatoryClass(String name, Class<T> type)
      throws ClassNotFoundException {
    check(name);
    return super.resolveMandatoryClass(name, type);
  }

  @Override
  public Class<?> resolveMandatoryClass(String name, ClassLoader loader)
      throws ClassNotFoundException {
    check(name);
    return super.resolveMandatoryClass(name, loader);
  }

  @Override
  public <T> Class<T> resolveMandatoryClass(String name, Class<T> type, ClassLoader loader)
      throws ClassNotFoundException {
    check(name);
    return super.resolveMandatoryClass(name, type, loader);
  }

  private static void check(String name) throws ClassNotFoundException {
    if (!allowed(name)) {
      if (isThere(name)) {
        throw new NotHere("the class " + name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  private static boolean isThere(String name) {
    String file = "/" + name.replace('.', '/') + ".class";
    return Classes.class.getResource(file) != null;
  }

  private static boolean allowed(String name) {
    return ACTING.stream().noneMatch(acting -> acting.matcher(name).matches())
        && (name.startsWith("org.apache.camel.") || DATA.matcher(name).matches());
  }
}
