package io.usher.trial;

import io.usher.check.WorkFiles;
import io.usher.settings.HubSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The files as the hub runs them, which a change is compared with, and as they are on disk. */
@Component
public class RunningFiles {

  private static final Path HERE = Path.of("");

  private final HubSettings settings;
  private volatile @Nullable WorkFiles running;

  RunningFiles(HubSettings settings) {
    this.settings = settings;
  }

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    if (running == null) {
      running = onDisk();
    }
  }

  /** Told by whoever swaps routes, each time. */
  public void run(WorkFiles files) {
    running = files;
  }

  /** Null while the hub starts. */
  public @Nullable WorkFiles running() {
    return running;
  }

  public WorkFiles onDisk() {
    return WorkFiles.read(HERE, settings.customersDir(), settings.routesDir());
  }
}
