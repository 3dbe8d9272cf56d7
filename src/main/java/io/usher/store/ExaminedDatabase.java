package io.usher.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The database itself, its clock and its disk. */
final class ExaminedDatabase implements Examination {

  /** Reading a larger file whole takes long. */
  private static final long QUICK_BYTES = 512L * 1024 * 1024;

  private static final long LONG_LOG_BYTES = 256L * 1024 * 1024;
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  @Override
  public List<Finding> of(ExaminedStore store) {
    List<Finding> findings = new ArrayList<>();
    if (store.isSqlite()) {
      sqlite(store, findings);
    } else {
      findings.add(indexes(store));
    }
    findings.add(clock(store));
    findings.add(disk(store));
    return findings;
  }

  private static void sqlite(ExaminedStore store, List<Finding> findings) {
    Path file = store.address().file();
    findings.add(damage(store, size(file)));
    spool(store, findings);
    long log = size(Path.of(file + "-wal"));
    if (log > LONG_LOG_BYTES) {
      findings.add(
          Finding.warning(
              "log file",
              file
                  + "-wal has grown to "
                  + log / 1_048_576
                  + " MiB: something reads the database and never ends.",
              "End other programs that have the file open; a restart of the hub empties the log."));
    }
  }

  private static void spool(ExaminedStore store, List<Finding> findings) {
    List<Path> left = SpoolFiles.left(store.address().file());
    if (store.hubs() == 0 && !left.isEmpty()) {
      findings.add(
          Finding.warning(
              "spool",
              "The hub was killed; what it acknowledged last may be in "
                  + left.get(0).getFileName()
                  + " only.",
              "Start the hub: it brings all of it into the database. Keep that file until then."));
    }
  }

  private static Finding damage(ExaminedStore store, long size) {
    if (size > QUICK_BYTES && !store.deep()) {
      return Finding.skipped(
          "damage",
          "The file has " + size / 1_048_576 + " MiB; usher doctor --deep reads it whole.");
    }
    String check = store.deep() ? "integrity_check" : "quick_check";
    List<String> told = store.reader().sql("PRAGMA " + check + "(5)").query(String.class).list();
    return told.equals(List.of("ok"))
        ? Finding.ok("damage", "The file is whole (" + check + ").")
        : Finding.problem(
            "damage",
            "The file is damaged: " + String.join("; ", told) + ".",
            "Stop the hub, keep a copy of data/, and restore a backup, or save what can be read with sqlite3's .recover: docs/operate.md.");
  }

  private static Finding indexes(ExaminedStore store) {
    List<String> broken =
        store
            .reader()
            .sql(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid")
            .query(String.class)
            .list();
    return broken.isEmpty()
        ? Finding.ok("damage", "All indexes are valid.")
        : Finding.problem(
            "damage",
            "Invalid indexes: " + String.join(", ", broken) + ".",
            "REINDEX INDEX <name>; in a quiet hour.");
  }

  private static Finding clock(ExaminedStore store) {
    Instant newest =
        store
            .reader()
            .sql("SELECT received_at FROM events ORDER BY id DESC LIMIT 1")
            .query((row, n) -> Rows.instant(row, "received_at"))
            .optional()
            .orElse(null);
    if (newest != null && newest.isAfter(store.now().plus(TOLERANCE))) {
      return Finding.problem(
          "clock",
          "The newest event was received at "
              + newest
              + ", but it is only "
              + store.now()
              + ": the clock was set back.",
          "Check the machine's time synchronisation. What became due in between waits until the clock is there again; a running hub goes by a steady clock and is not concerned.");
    }
    return store.apart().compareTo(TOLERANCE) > 0
        ? Finding.warning(
            "clock",
            "This machine's clock and the database's are "
                + store.apart().toSeconds()
                + " s apart. Hubs go by the database's, so nothing is wrong with deliveries.",
            "Log lines of this machine bear its own time: switch on time synchronisation.")
        : Finding.ok("clock", "No time lies in the future.");
  }

  private static Finding disk(ExaminedStore store) {
    try {
      FileStore disk = Files.getFileStore(store.dataDir());
      DiskRoom room =
          DiskRoom.of(
              disk.getUsableSpace(), disk.getTotalSpace(), store.disk().minFree().toBytes());
      String free = room.free() / 1_048_576 + " MiB are free on the disk of " + store.dataDir();
      if (!Files.isWritable(store.dataDir())) {
        return Finding.problem(
            "disk",
            "The data folder " + store.dataDir() + " can't be written by this user.",
            "Make it writable for the user who runs the hub.");
      }
      return room.isShort()
          ? Finding.problem(
              "disk",
              free
                  + ", fewer than the "
                  + room.budget() / 1_048_576
                  + " MiB that must stay free: webhooks are turned away with 503.",
              "Make room; the hub goes on by itself. usher store purge removes what was kept long enough.")
          : Finding.ok("disk", free + ".");
    } catch (IOException e) {
      return Finding.skipped(
          "disk",
          "The data folder "
              + store.dataDir()
              + " can't be looked at: "
              + e.getClass().getSimpleName()
              + ".");
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
