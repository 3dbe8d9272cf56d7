package io.usher.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A small disk of its own, in memory, which somebody else can fill. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty when this user may not mount one. */
  public static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int exit =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "usher", folder.toString());
    return exit == 0 ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  /** Sees the database on it as it is now until it is closed, like a copy of it that takes long. */
  public Connection reading() throws SQLException {
    Connection reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("usher.db"));
    reader.setAutoCommit(false);
    try (Statement statement = reader.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM events")) {
      if (!count.next()) {
        throw new IllegalStateException("no count");
      }
    }
    return reader;
  }

  void resize(int megabytes) throws IOException, InterruptedException {
    if (run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()) != 0) {
      throw new IOException("the small disk could not be resized");
    }
  }

  /** Somebody else's file takes all that is left. */
  public void fill() throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(folder.resolve("somebody-elses-file"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > block.length) {
        throw full;
      }
    }
  }

  public void free() throws IOException {
    Files.delete(folder.resolve("somebody-elses-file"));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", folder.toString());
  }
}
