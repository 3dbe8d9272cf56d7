package io.usher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.cli.terminal.Keyboard;
import io.usher.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A command that a person typed, and what it said. */
record TypedCommand(int code, String out, String err) {

  static TypedCommand run(
      Map<String, String> variables, Path folder, Keyboard keyboard, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            variables,
            folder,
            Clock.systemUTC(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            keyboard);
    int code = Cli.run(args, surroundings);
    return new TypedCommand(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
