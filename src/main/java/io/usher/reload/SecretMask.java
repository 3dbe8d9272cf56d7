package io.usher.reload;

import java.util.regex.Pattern;

/** Hides secrets that stand in a file instead of being referred to. */
final class SecretMask {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?i)((?:secret|secrets|password|token)[\\w-]*[\"']?\\s*:\\s*)"
              + "(\\[[^\\]]*]|\"[^\"]*\"|'[^']*'|[^\\s,}#\\[\"'][^\\s,}]*)");

  private SecretMask() {}

  static String of(String line) {
    return WRITTEN
        .matcher(line)
        .replaceAll(
            found ->
                found.group(2).contains("${")
                    ? java.util.regex.Matcher.quoteReplacement(found.group())
                    : java.util.regex.Matcher.quoteReplacement(found.group(1)) + "••••");
  }
}
