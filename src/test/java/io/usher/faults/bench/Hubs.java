package io.usher.faults.bench;

import io.usher.testing.HubProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The hubs of a trial, each with a port that it keeps and a log a start. */
final class Hubs implements AutoCloseable {

  private final Path folder;
  private final Map<String, String> environment;
  private final Database database;
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final List<@Nullable HubProcess> running = new ArrayList<>();
  private int starts;

  Hubs(Path folder, Map<String, String> environment, Database database) {
    this.folder = folder;
    this.environment = environment;
    this.database = database;
  }

  /** One more hub; ready when this returns. */
  void add() {
    ports.add(HubProcess.freePort());
    running.add(null);
    launch(ports.size() - 1).awaitReady();
  }

  /** Ports for more hubs, which are started later. */
  void addPlaces(int more) {
    for (int i = 0; i < more; i++) {
      ports.add(HubProcess.freePort());
      running.add(null);
    }
  }

  /** Starts it without waiting for it. */
  HubProcess launch(int hub) {
    starts++;
    Map<String, String> own = new TreeMap<>(environment);
    own.put("USHER_DATA_DIR", data(hub).toString());
    own.putAll(database.environment());
    Path log = folder.resolve("hub-" + hub + "." + starts + ".log");
    HubProcess process = HubProcess.start(folder, log, ports.get(hub), own);
    running.set(hub, process);
    return process;
  }

  /** The hub's data folder. */
  Path data(int hub) {
    return folder.resolve("data-" + hub);
  }

  HubProcess get(int hub) {
    HubProcess process = running.get(hub);
    if (process == null) {
      throw new IllegalStateException("Hub " + hub + " was never started");
    }
    return process;
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  int count() {
    return ports.size();
  }

  @Override
  public void close() {
    for (HubProcess process : running) {
      if (process != null) {
        process.close();
      }
    }
  }
}
