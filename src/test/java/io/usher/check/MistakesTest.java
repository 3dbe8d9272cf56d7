package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file a mistake in src/test/resources/mistakes: its first line tells where it goes in a folder
 * that is in order otherwise, the .txt beside it what is said about it. Written by running with
 * -Dusher.expected=write, then read by a person.
 */
class MistakesTest {

  private static final Path FOLDER = Path.of("src/test/resources/mistakes");

  static Stream<String> mistakes() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsPlaceAndWhatToDo(String mistake) throws IOException {
    String text = Files.readString(FOLDER.resolve(mistake + ".yaml"));
    String place = text.lines().findFirst().orElseThrow().replace("# in: ", "");
    String said = said(CheckedFolder.inOrder().with(place, text.getBytes(UTF_8)));
    Path expected = FOLDER.resolve(mistake + ".txt");
    if ("write".equals(System.getProperty("usher.expected"))) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected)).isNotEmpty();
    assertThat(said).doesNotContain("never-shown", "never4shown");
  }

  @Test
  void withoutAMistakeNothingIsSaid() throws IOException {
    assertThat(said(CheckedFolder.inOrder())).isEmpty();
  }

  @Test
  void eachKindOfEncodingIsTakenOrTold() throws IOException {
    WorkFiles files = CheckedFolder.inOrder();
    String file = "routes/demo/crm.camel.yaml";
    String text = new String(files.files().get(file), UTF_8);
    assertThat(said(files.with(file, ("\ufeff" + text).getBytes(UTF_8)))).isEmpty();
    assertThat(said(files.with(file, text.replace("\n", "\r\n").getBytes(UTF_8)))).isEmpty();
    assertThat(said(files.with(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_16))))
        .isEqualTo(
            file + ": error encoding: This file is UTF-16. Save it as UTF-8 in your editor.\n");
    byte[] latin =
        ("# Hafenhalle Zürich\n" + text).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(said(files.with(file, latin)))
        .startsWith(file + ":1:15: error encoding: A byte here is no UTF-8");
    assertThat(said(files.with(file, new byte[0])))
        .isEqualTo(
            file + ": error empty: This file holds no route. Write one, or delete the file.\n");
  }

  private static String said(WorkFiles files) {
    return new RouteCheck(name -> name.equals("usher.routes-dir") ? "routes" : null)
        .check(files).stream().map(MistakesTest::line).collect(Collectors.joining());
  }

  private static String line(FileProblem problem) {
    String place = problem.line() == 0 ? "" : ":" + problem.line() + ":" + problem.column();
    return problem.file()
        + place
        + ": "
        + (problem.isError() ? "error " : "warning ")
        + problem.rule()
        + ": "
        + problem.what()
        + " "
        + problem.fix()
        + "\n";
  }
}
