package io.usher.cli.simulator;

import io.usher.cli.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A webhook's body under a name: one of ours, or a file of the person's. */
record Sample(String name, byte[] body) {

  static Stream<Sample> named(String name, Path folder) {
    return name.equals("all")
        ? SampleIndex.ofJar().names().stream().map(Sample::ofJar)
        : Stream.of(one(name, folder));
  }

  private static Sample one(String name, Path folder) {
    String bare = name.replaceFirst("\\.json$", "");
    return SampleIndex.ofJar().names().contains(bare)
        ? ofJar(bare)
        : ofFile(name, folder.resolve(name));
  }

  static Sample ofJar(String name) {
    return new Sample(name, SampleIndex.resource(name + ".json"));
  }

  private static Sample ofFile(String name, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "There is no sample and no file '" + name + "'. List the samples: usher event samples");
    }
    try {
      return new Sample(name, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new CommandFailed(CommandFailed.FAILED, "The file " + file + " can't be read.");
    }
  }
}
