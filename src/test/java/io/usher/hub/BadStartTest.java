package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.usher.reload.Reload;
import io.usher.settings.FileProblem;
import io.usher.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/**
 * A hub that can't start says so in one sentence: which file, line or key, and what to do. One that
 * can start without a file does so, and says the same. Mistakes in YAML are one file each in
 * src/test/resources/invalids: its first line tells where the file goes, its second what the hub
 * says; … leaves the rest open.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadStartTest {

  private static final Path INVALIDS = Path.of("src/test/resources/invalids");
  private static final String SECRET = "never-shown";
  private static final Pattern LOG_LINE = Pattern.compile("(?m)^\\d\\d:\\d\\d:\\d\\d\\S* .*$");
  private static final Pattern BEFORE_THE_SENTENCE = Pattern.compile("^.* usher (--)? *");

  @TempDir Path folder;

  @BeforeEach
  void aHubThatWouldStart() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: never-shown}
        """);
    RunningHub.route(folder, "demo/router.camel.yaml", route("router", "inbox:demo", "outbox:crm"));
    RunningHub.route(folder, "demo/crm.camel.yaml", route("crm", "outbox:crm", "log:crm"));
  }

  private static String route(String id, String from, String to) {
    return "- route: {id: %s, from: {uri: \"%s\", steps: [{to: {uri: \"%s\"}}]}}\n"
        .formatted(id, from, to);
  }

  @Test
  void withoutAnyMistakeItStarts() {
    RunningHub.start(folder, Map.of()).close();
  }

  static Stream<String> mistakes() throws IOException {
    try (Stream<Path> files = Files.list(INVALIDS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInYamlIsToldWithItsPlace(String mistake, CapturedOutput output) throws IOException {
    String yaml = Files.readString(INVALIDS.resolve(mistake + ".yaml"));
    List<String> lines = yaml.lines().toList();
    Path file = folder.resolve(lines.get(0).replace("# in: ", ""));
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    String says = lines.get(1).replace("# says: ", "");
    if (file.endsWith("application.yaml")) {
      assertSays(
          says,
          Map.of("spring.config.location", "classpath:application.yaml,file:" + file),
          output);
    } else {
      assertStartsAndSays(says, output);
    }
  }

  /** What customers and routes have wrong keeps nobody else from starting. */
  private void assertStartsAndSays(String says, CapturedOutput output) {
    try (RunningHub hub = RunningHub.start(folder, Map.of())) {
      assertThat(hub.bean(Reload.class).problems().stream().map(this::shown)).contains(says);
      assertThat(output).contains("Usher is ready.").doesNotContain(SECRET).doesNotContain("\tat ");
    }
  }

  private String shown(FileProblem problem) {
    return problem.toString().replace(folder + "/", "");
  }

  @Test
  void aMissingCustomersFolderIsNamed(CapturedOutput output) throws IOException {
    FileSystemUtils.deleteRecursively(folder.resolve("customers"));
    assertSays(
        "There is no folder customers. Start the hub in the folder that holds config/ and routes/,"
            + " or name yours with USHER_CUSTOMERS_DIR.",
        Map.of(),
        output);
  }

  @Test
  void aMissingRoutesFolderIsNamed(CapturedOutput output) throws IOException {
    FileSystemUtils.deleteRecursively(folder.resolve("routes"));
    assertSays(
        "There is no folder routes. Start the hub in the folder that holds config/ and routes/,"
            + " or name yours with USHER_ROUTES_DIR.",
        Map.of(),
        output);
  }

  @Test
  void aPortThatSomebodyElseHasIsNamed(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      assertSays(
          "Port "
              + taken.getLocalPort()
              + " is in use already. Stop the program that listens there, or give the hub another"
              + " port with SERVER_PORT.",
          Map.of("server.port", String.valueOf(taken.getLocalPort())),
          output);
    }
  }

  @Test
  void aDataFolderThatCantBeWrittenIsNamed(CapturedOutput output) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertSays(
        "The data folder file/data can't be written (FileSystemException). Make it writable for the"
            + " user who runs the hub, or name another with USHER_DATA_DIR.",
        Map.of("usher.data-dir", folder.resolve("file/data").toString()),
        output);
  }

  @Test
  void aDataFolderThatAnotherHubHasIsNamed(CapturedOutput output) {
    try (RunningHub first = RunningHub.start(folder, Map.of())) {
      assertThat(output).contains("Usher is ready.");
      int before = output.getAll().length();
      Throwable thrown = catchThrowable(() -> RunningHub.start(folder, Map.of()));
      assertThat(thrown).isNotNull();
      assertThat(sentence(output.getAll().substring(before)))
          .isEqualTo(
              "Another hub is running on the data folder data. Stop it, or give this one a folder"
                  + " of its own with USHER_DATA_DIR.");
      assertThat(first.get("/api/v1/events").path("items")).as("the first goes on").isEmpty();
    }
  }

  @Test
  void aDamagedDatabaseIsNamedAndLeftAsItIs(CapturedOutput output) throws IOException {
    byte[] damage = new byte[20_000];
    new Random(1).nextBytes(damage);
    Path database = folder.resolve("data/usher.db");
    Files.createDirectories(database.getParent());
    Files.write(database, damage);
    assertSays(
        "The database jdbc:sqlite:data/usher.db can't be opened or brought up to date:"
            + " [SQLITE_NOTADB] File opened that is not a database file (file is not a database)."
            + " Restore it from a backup, or name another with usher.store.url.",
        Map.of(),
        output);
    assertThat(database).hasBinaryContent(damage);
  }

  private void assertSays(String sentence, Map<String, String> settings, CapturedOutput output) {
    Throwable thrown = catchThrowable(() -> RunningHub.start(folder, settings).close());
    assertThat(thrown).as("the start fails").isNotNull();
    if (sentence.endsWith("…")) {
      assertThat(sentence(output.getAll()))
          .startsWith(sentence.substring(0, sentence.length() - 1));
    } else {
      assertThat(sentence(output.getAll())).isEqualTo(sentence);
    }
  }

  /** The one sentence that was printed, without the time, and paths as seen from the folder. */
  private String sentence(String output) {
    assertThat(output).doesNotContain(SECRET).doesNotContain("\tat ").doesNotContain("***");
    assertThat(LOG_LINE.matcher(output).results()).as(output).hasSize(1);
    String line = output.strip().replace(folder + "/", "");
    return BEFORE_THE_SENTENCE.matcher(line).replaceFirst("");
  }
}
