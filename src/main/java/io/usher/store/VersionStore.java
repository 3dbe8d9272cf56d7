package io.usher.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions of files that people edit. Safe for all threads. */
public final class VersionStore {

  private static final String VERSION = "v.number, v.scope, v.hub, v.taken_at, v.author, v.reason";

  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  VersionStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Records a version, unless the newest of its scope is the very same: then another hub, or this
   * one before it was restarted, has recorded it.
   *
   * @return its number
   */
  public CompletableFuture<Integer> record(NewVersion version) {
    return writer.write(
        sql -> {
          waitForOthers(sql);
          Optional<Integer> same = same(sql, version);
          return same.isPresent() ? same.get() : insert(sql, version);
        });
  }

  /**
   * Of several hubs that notice the same change at once, one records it and the others see that.
   */
  private static void waitForOthers(SqlSession sql) throws SQLException {
    sql.update(
        """
        INSERT INTO version_numbers (id, last) VALUES (1, 0)
        ON CONFLICT (id) DO UPDATE SET last = version_numbers.last""");
  }

  private static Optional<Integer> same(SqlSession sql, NewVersion version) throws SQLException {
    return sql.first(
        """
        SELECT v.number FROM versions v WHERE v.digest = ?
          AND v.number = (SELECT max(w.number) FROM versions w WHERE w.scope = ?)""",
        row -> row.getInt(1),
        version.digest(),
        version.scope());
  }

  private int insert(SqlSession sql, NewVersion version) throws SQLException {
    int number =
        sql.first(
                "UPDATE version_numbers SET last = last + 1 WHERE id = 1 RETURNING last",
                row -> row.getInt(1))
            .orElseThrow();
    sql.update(
        """
        INSERT INTO versions (number, scope, hub, taken_at, author, reason, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        number,
        version.scope(),
        version.hub(),
        clock.millis(),
        version.author(),
        version.reason(),
        version.digest());
    Map<String, String> before = filesBefore(sql, version.scope());
    for (Map.Entry<String, NewVersion.Content> file : version.contents().entrySet()) {
      String known = before.remove(file.getKey());
      if (!file.getValue().hash().equals(known)) {
        insert(sql, number, file.getKey(), file.getValue());
      }
    }
    for (String gone : before.keySet()) {
      insert(sql, number, gone, null);
    }
    return number;
  }

  /** As all versions so far leave them, whichever hub took them. */
  private static Map<String, String> filesBefore(SqlSession sql, String scope) throws SQLException {
    Map<String, String> files = new HashMap<>();
    sql.list(
        """
        SELECT f.path, f.hash FROM version_files f JOIN versions v ON v.number = f.number
        WHERE v.scope = ? ORDER BY f.number""",
        row -> put(files, row),
        scope);
    return files;
  }

  private static boolean put(Map<String, String> files, ResultSet row) throws SQLException {
    String hash = row.getString(2);
    return hash == null
        ? files.remove(row.getString(1)) != null
        : files.put(row.getString(1), hash) != null;
  }

  private static void insert(
      SqlSession sql, int number, String path, NewVersion.@Nullable Content content)
      throws SQLException {
    if (content != null) {
      sql.update(
          "INSERT INTO file_contents (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
          content.hash(),
          content.bytes());
    }
    sql.update(
        "INSERT INTO version_files (number, path, hash) VALUES (?, ?, ?)",
        number,
        path,
        content == null ? null : content.hash());
  }

  /** The newest of a scope. */
  public Optional<FileVersion> newest(String scope) {
    return reader
        .sql(
            "SELECT "
                + VERSION
                + " FROM versions v WHERE v.scope = ? ORDER BY v.number DESC LIMIT 1")
        .param(scope)
        .query(VersionStore::version)
        .optional()
        .map(this::withPaths);
  }

  public Optional<FileVersion> find(int number) {
    return reader
        .sql("SELECT " + VERSION + " FROM versions v WHERE v.number = ?")
        .param(number)
        .query(VersionStore::version)
        .optional()
        .map(this::withPaths);
  }

  /**
   * Newest first.
   *
   * @param scope whose; null for all
   * @param path only those that changed this file; null for all
   * @param before only those with a lower number; 0 for all
   */
  public List<FileVersion> list(
      @Nullable String scope, @Nullable String path, int before, int most) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    if (scope != null) {
      conditions.put("v.scope = ?", scope);
    }
    if (path != null) {
      conditions.put(
          "EXISTS (SELECT 1 FROM version_files f WHERE f.number = v.number AND f.path = ?)", path);
    }
    if (before > 0) {
      conditions.put("v.number < ?", before);
    }
    String where =
        conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions.keySet());
    return reader
        .sql(
            "SELECT "
                + VERSION
                + " FROM versions v"
                + where
                + " ORDER BY v.number DESC LIMIT "
                + most)
        .params(List.copyOf(conditions.values()))
        .query(VersionStore::version)
        .list()
        .stream()
        .map(this::withPaths)
        .toList();
  }

  /** The paths of all files of a scope, with the hashes that they had at this version. */
  public Map<String, String> files(String scope, int number) {
    Map<String, String> files = new LinkedHashMap<>();
    reader
        .sql(
            """
            SELECT f.path, f.hash FROM version_files f JOIN versions v ON v.number = f.number
            WHERE v.scope = ? AND f.number <= ? ORDER BY f.number""")
        .params(scope, number)
        .query((row, n) -> put(files, row))
        .list();
    return files;
  }

  public Optional<byte[]> content(String hash) {
    return reader
        .sql("SELECT content FROM file_contents WHERE hash = ?")
        .param(hash)
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  private static FileVersion version(ResultSet row, int n) throws SQLException {
    return new FileVersion(
        row.getInt("number"),
        row.getString("scope"),
        row.getString("hub"),
        Instant.ofEpochMilli(row.getLong("taken_at")),
        row.getString("author"),
        row.getString("reason"),
        List.of());
  }

  private FileVersion withPaths(FileVersion v) {
    return new FileVersion(
        v.number(), v.scope(), v.hub(), v.takenAt(), v.author(), v.reason(), paths(v.number()));
  }

  private List<String> paths(int number) {
    return reader
        .sql("SELECT path FROM version_files WHERE number = ? ORDER BY path")
        .param(number)
        .query(String.class)
        .list();
  }
}
