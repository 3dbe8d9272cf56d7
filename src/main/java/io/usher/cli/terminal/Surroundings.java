package io.usher.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Where a command runs; tests bring their own.
 *
 * @param folder the working folder, against which the files' names are resolved
 */
public record Surroundings(
    Map<String, String> variables,
    Path folder,
    Clock clock,
    PrintStream out,
    PrintStream err,
    Keyboard keyboard) {

  /** Where nobody can be asked. */
  public Surroundings(
      Map<String, String> variables, Path folder, Clock clock, PrintStream out, PrintStream err) {
    this(variables, folder, clock, out, err, Keyboard.NONE);
  }

  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Clock.systemDefaultZone(),
        stream(System.out),
        stream(System.err),
        Keyboard.ofThisProcess());
  }

  /** Names of buyers are in any script: an ASCII locale would print them as question marks. */
  private static PrintStream stream(PrintStream original) {
    Charset console = Charset.defaultCharset();
    boolean readable = console.newEncoder().canEncode('ë');
    return new PrintStream(
        (OutputStream) original, true, readable ? console : StandardCharsets.UTF_8);
  }

  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  public Path path(String variable, String otherwise) {
    return folder.resolve(variable(variable).orElse(otherwise));
  }

  /** The terminal's width; without a terminal, lines are never cut. */
  public int columns() {
    return variable("COLUMNS").flatMap(Surroundings::number).orElseGet(Surroundings::measured);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static int measured() {
    return Ansi.AUTO.enabled() ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }
}
