package io.usher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar. */
final class Version implements IVersionProvider {
  private static final String FILE = "META-INF/maven/io.usher/usher/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = ClassLoader.getSystemResourceAsStream(FILE)) {
      if (stream != null) {
        properties.load(stream);
      }
    }
    return new String[] {
      "usher " + properties.getProperty("version", "(not built as a jar)"),
      "Java " + System.getProperty("java.version")
    };
  }
}
