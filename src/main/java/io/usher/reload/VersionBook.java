package io.usher.reload;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import io.usher.store.NewVersion;
import io.usher.store.VersionStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives each scope whose files have changed a new version. Used by one thread at a time. */
@Component
class VersionBook {

  private static final Logger LOG = LoggerFactory.getLogger(VersionBook.class);

  private final VersionStore store;
  private final HubName hub;
  private final Map<String, String> digests = new HashMap<>();

  VersionBook(VersionStore store, HubName hub) {
    this.store = store;
    this.hub = hub;
  }

  /**
   * @return the numbers of the scopes that have a new one; where the store can't write now, the old
   *     number stays and the next change is recorded with this one
   */
  Map<String, Integer> record(FileTree taken, String author, String reason) {
    Map<String, CompletableFuture<Integer>> writing = new LinkedHashMap<>();
    Map<String, String> now = new HashMap<>();
    Map<String, List<EditedFile>> scopes = Scopes.split(taken);
    digests.keySet().forEach(scope -> scopes.putIfAbsent(scope, List.of()));
    scopes.forEach(
        (scope, files) -> {
          String digest = Scopes.digest(files);
          if (!digest.equals(digests.get(scope))) {
            now.put(scope, digest);
            writing.put(scope, store.record(version(scope, files, digest, author, reason)));
          }
        });
    Map<String, Integer> numbers = new TreeMap<>();
    writing.forEach((scope, write) -> await(scope, write, now.get(scope), numbers));
    return numbers;
  }

  private void await(
      String scope, CompletableFuture<Integer> write, String digest, Map<String, Integer> numbers) {
    try {
      numbers.put(scope, write.join());
      digests.put(scope, digest);
    } catch (CompletionException e) {
      LOG.warn("The new version of {} could not be recorded: {}", scope, e.getMessage());
    }
  }

  private NewVersion version(
      String scope, List<EditedFile> files, String digest, String author, String reason) {
    Map<String, NewVersion.Content> contents = new TreeMap<>();
    files.forEach(
        file -> contents.put(file.path(), new NewVersion.Content(file.hash(), file.bytes())));
    return new NewVersion(scope, hub.name(), author, reason, digest, contents);
  }
}
