package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.cli.terminal.Keyboard;
import io.usher.testing.WrittenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** docs/cli.md lists every command as it is, and a shell completes it. */
class CommandPageTest {

  /** Told once, at the page's beginning. */
  private static final Set<String> EVERYWHERE = Set.of("--url", "--token", "--user", "--password");

  @TempDir Path folder;

  @Test
  void thePageListsEveryCommandAndOption() throws Exception {
    String page = Files.readString(Path.of("docs", "cli.md"));
    String mark = "<!-- Everything below is generated from the program: CommandPageTest -->\n";
    int at = page.indexOf(mark);
    assertThat(at).as("docs/cli.md has no line %s", mark).isPositive();
    WrittenFile.assertIs(Path.of("docs", "cli.md"), page.substring(0, at) + mark + reference());
  }

  private String reference() {
    StringBuilder text = new StringBuilder("\n## Exit codes\n| code | means |\n|---|---|\n");
    CommandSpec root = Cli.commands(surroundings()).getCommandSpec();
    root.usageMessage()
        .exitCodeList()
        .forEach(
            (code, means) ->
                text.append("| ").append(code).append(" | ").append(means).append(" |\n"));
    root.subcommands().forEach((name, command) -> noun(text, command.getCommandSpec()));
    return text.toString();
  }

  private static void noun(StringBuilder text, CommandSpec noun) {
    text.append("\n## ").append(noun.qualifiedName()).append("\n");
    text.append(description(noun)).append("\n");
    if (noun.subcommands().isEmpty()) {
      body(text, noun);
    }
    noun.subcommands().values().forEach(verb -> verb(text, verb.getCommandSpec()));
  }

  private static void verb(StringBuilder text, CommandSpec verb) {
    text.append("\n### ").append(verb.qualifiedName()).append("\n");
    text.append(description(verb)).append("\n");
    body(text, verb);
  }

  private static void body(StringBuilder text, CommandSpec command) {
    String rows =
        command.positionalParameters().stream()
                .map(CommandPageTest::row)
                .collect(Collectors.joining())
            + command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .filter(option -> !EVERYWHERE.contains(option.longestName()))
                .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
                .map(CommandPageTest::row)
                .collect(Collectors.joining());
    if (!rows.isEmpty()) {
      text.append("\n| | |\n|---|---|\n").append(rows);
    }
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `"
        + parameter.paramLabel().replace("|", "\\|")
        + "` | "
        + joined(parameter.description())
        + " |\n";
  }

  private static String row(OptionSpec option) {
    boolean takesValue = option.arity().max() > 0 && !option.paramLabel().isEmpty();
    return "| `"
        + option.longestName()
        + (takesValue ? " " + option.paramLabel() : "")
        + "` | "
        + joined(option.description())
        + " |\n";
  }

  private static String description(CommandSpec command) {
    return joined(command.usageMessage().description());
  }

  private static String joined(String[] lines) {
    return Arrays.stream(lines)
        .map(
            line ->
                line.replace("${DEFAULT-VALUE}", "see --help")
                    .replace("|", "\\|")
                    .replace("<", "&lt;"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void bashTakesTheCompletionAndCompletesNounsAndVerbs() throws Exception {
    TypedCommand printed = TypedCommand.run(Map.of(), folder, Keyboard.NONE, "completion");
    assertThat(printed.code()).isZero();
    Path script = Files.writeString(folder.resolve("usher.bash"), printed.out());
    assertThat(completed(script, "usher", "ev")).contains("event");
    assertThat(completed(script, "usher", "event", "ta")).contains("tail");
    assertThat(completed(script, "usher", "event", "list", "--cust")).contains("--customer");
  }

  private static String completed(Path script, String... words) throws Exception {
    String typed = Arrays.stream(words).collect(Collectors.joining("' '", "'", "'"));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_usher; echo \"${COMPREPLY[@]}\""
                    .formatted(script, typed, words.length - 1))
            .redirectErrorStream(true)
            .start();
    return new String(
        bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private io.usher.cli.terminal.Surroundings surroundings() {
    return new io.usher.cli.terminal.Surroundings(
        Map.of(), folder, java.time.Clock.systemUTC(), System.out, System.err);
  }
}
