package io.usher.cli;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Times;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. It never starts Spring, so a command answers at once. */
public final class Cli {
  private Cli() {}

  /** Whether the arguments are a command, and not the hub's own options such as --server.port=1. */
  public static boolean wants(String[] args) {
    return args.length > 0
        && (!args[0].startsWith("--") || List.of("--help", "--version").contains(args[0]));
  }

  public static int run(String[] args) {
    return run(args, Surroundings.ofThisProcess());
  }

  static int run(String[] args, Surroundings surroundings) {
    return commands(surroundings)
        .setOut(new PrintWriter(surroundings.out(), true))
        .setErr(new PrintWriter(surroundings.err(), true))
        .setParameterExceptionHandler(Cli::misused)
        .setExecutionExceptionHandler(Cli::failed)
        .execute(args);
  }

  /** All nouns and verbs. */
  static CommandLine commands(Surroundings surroundings) {
    return new CommandLine(UsherCommand.class, factory(surroundings))
        .registerConverter(Instant.class, new Times(surroundings.clock()));
  }

  /** Commands and options that want the surroundings get them; all others are made as usual. */
  private static IFactory factory(Surroundings surroundings) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getConstructors()) {
          if (List.of(constructor.getParameterTypes()).equals(List.of(Surroundings.class))) {
            return type.cast(constructor.newInstance(surroundings));
          }
        }
        return CommandLine.defaultFactory().create(type);
      }
    };
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(sentence(misuse)));
    if (!UnmatchedArgumentException.printSuggestions(misuse, err)) {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return CommandFailed.WRONG_USAGE;
  }

  private static String sentence(ParameterException misuse) {
    CommandLine command = misuse.getCommandLine();
    boolean takesCommands = !command.getSubcommands().isEmpty();
    if (takesCommands && misuse instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (!first.startsWith("-")) {
        return "Unknown command '"
            + first
            + "' after "
            + command.getCommandSpec().qualifiedName()
            + ".";
      }
    }
    return misuse.getMessage() == null ? "Wrong usage." : misuse.getMessage();
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    boolean told = failure instanceof CommandFailed;
    String sentence =
        told ? failure.getMessage() : "This is a mistake in Usher, please report it: " + failure;
    command.getErr().println(command.getColorScheme().errorText(String.valueOf(sentence)));
    return failure instanceof CommandFailed known ? known.exitCode() : CommandFailed.FAILED;
  }
}
