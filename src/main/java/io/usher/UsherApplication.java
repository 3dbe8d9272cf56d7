package io.usher;

import io.usher.cli.Cli;
import io.usher.hub.EarlyIntake;
import io.usher.hub.IdleMemory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one program: the hub when called without a command, the command line otherwise. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class UsherApplication {

  public static void main(String[] args) {
    if (Cli.wants(args)) {
      System.exit(Cli.run(args));
    }
    loadNothingAhead();
    try {
      SpringApplication application = new SpringApplication(UsherApplication.class);
      application.addInitializers(new EarlyIntake());
      application.run(args);
      IdleMemory.giveBackSoon();
    } catch (RuntimeException reported) {
      // Spring Boot has said why by now; no thread that was started before may keep the rest alive.
      System.exit(1);
    }
  }

  /**
   * Spring Boot loads on a second thread what most programs need soon (its {@code
   * BackgroundPreinitializer}). On two cores, which the compiler needs too, webhooks were taken a
   * fifth later for it.
   */
  private static void loadNothingAhead() {
    String switchedOff = "spring.backgroundpreinitializer.ignore";
    if (System.getProperty(switchedOff) == null) {
      System.setProperty(switchedOff, "true");
    }
  }
}
