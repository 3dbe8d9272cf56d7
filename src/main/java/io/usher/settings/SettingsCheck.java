package io.usher.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Refuses a setting under {@code usher.} that the hub doesn't know: a misspelt one would otherwise
 * be ignored in silence, and missed at midnight.
 */
@Component
class SettingsCheck {

  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])([A-Z])");

  SettingsCheck(ConfigurableEnvironment environment) {
    Set<String> known = known();
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

  /**
   * Every key that a settings record has a component for, in the form in which files write it.
   * Records of parts that are switched off count too: their settings may stay in the file.
   */
  static Set<String> known() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false) {
          @Override
          protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
            return true;
          }
        };
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Set<String> known = new TreeSet<>();
    for (BeanDefinition found : scan.findCandidateComponents("io.usher")) {
      Class<?> record = ClassUtils.resolveClassName(found.getBeanClassName(), null);
      String prefix = record.getAnnotation(ConfigurationProperties.class).value();
      for (RecordComponent component : record.getRecordComponents()) {
        known.add(prefix + "." + kebab(component.getName()));
      }
    }
    return known;
  }

  private static String kebab(String name) {
    return CAPITAL.matcher(name).replaceAll(match -> "-" + match.group(1)).toLowerCase(Locale.ROOT);
  }
}
