package io.usher.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Refuses a setting under {@code usher.} that the hub doesn't know: a misspelt one would otherwise
 * be ignored in silence, and missed at midnight.
 */
@Component
class SettingsCheck {

  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])([A-Z])");

  SettingsCheck(ApplicationContext context, ConfigurableEnvironment environment) {
    Set<String> known = known(context);
    environment.getPropertySources().stream()
        .filter(OriginTrackedMapPropertySource.class::isInstance)
        .map(OriginTrackedMapPropertySource.class::cast)
        .forEach(file -> check(file, known));
  }

  private static void check(OriginTrackedMapPropertySource file, Set<String> known) {
    for (String key : file.getPropertyNames()) {
      String bare = key.replaceAll("\\[\\d+]", "");
      if (key.startsWith("usher.") && !known.contains(bare)) {
        throw new StartupProblem(
            "Unknown setting %s in %s. Known settings: %s."
                .formatted(key, place(file.getOrigin(key)), String.join(", ", known)));
      }
    }
  }

  static String place(@Nullable Origin origin) {
    return String.valueOf(origin)
        .replaceAll("^.*\\[(?:file:)?(.*?)]", "$1")
        .replaceFirst(" - (\\d+):\\d+$", ", line $1");
  }

  /** Every key that a settings record has a component for, in the form in which files write it. */
  static Set<String> known(ApplicationContext context) {
    Set<String> known = new TreeSet<>();
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      ConfigurationProperties annotation =
          AnnotationUtils.findAnnotation(bean.getClass(), ConfigurationProperties.class);
      if (bean.getClass().isRecord() && annotation != null) {
        for (RecordComponent component : bean.getClass().getRecordComponents()) {
          known.add(annotation.value() + "." + kebab(component.getName()));
        }
      }
    }
    return known;
  }

  private static String kebab(String name) {
    return CAPITAL.matcher(name).replaceAll(match -> "-" + match.group(1)).toLowerCase(Locale.ROOT);
  }
}
