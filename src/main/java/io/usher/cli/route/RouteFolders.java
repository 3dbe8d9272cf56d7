package io.usher.cli.route;

import io.usher.check.RouteCheck;
import io.usher.check.WorkFiles;
import io.usher.cli.store.LocalSettings;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.settings.HubSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files a command looks at: those of this folder's hub, unless it is told otherwise. */
public final class RouteFolders {
  private final Surroundings surroundings;
  private @Nullable LocalSettings read;

  @Option(
      names = "--config",
      paramLabel = "<folder>",
      description = "The customers' folder. Default: usher.customers-dir of this folder's hub.")
  private @Nullable Path config;

  @Option(
      names = "--routes",
      paramLabel = "<folder>",
      description = "The routes' folder. Default: usher.routes-dir of this folder's hub.")
  private @Nullable Path routes;

  public RouteFolders(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public LocalSettings settings() {
    if (read == null) {
      read = new LocalSettings(surroundings);
    }
    return read;
  }

  public Path routesDir() {
    return routes != null ? routes : hub().routesDir();
  }

  public Path customersDir() {
    return config != null ? config : hub().customersDir();
  }

  private HubSettings hub() {
    return settings().of("usher", HubSettings.class);
  }

  public WorkFiles files() {
    for (Path folder : new Path[] {customersDir(), routesDir()}) {
      if (!Files.isDirectory(surroundings.folder().resolve(folder))) {
        throw new CommandFailed(
            CommandFailed.WRONG_USAGE,
            "There is no folder "
                + folder
                + ". Run this in the hub's folder, or name yours with --config and --routes.");
      }
    }
    return WorkFiles.read(surroundings.folder(), customersDir(), routesDir());
  }

  /** A setting by its name; the routes' folder is the one that is looked at. */
  public @Nullable String property(String name) {
    return name.equals("usher.routes-dir")
        ? WorkFiles.name(surroundings.folder(), routesDir())
        : settings().property(name);
  }

  public RouteCheck check() {
    return new RouteCheck(this::property);
  }

  public String name(Path path) {
    return WorkFiles.name(surroundings.folder(), path);
  }
}
