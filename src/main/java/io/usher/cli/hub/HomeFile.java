package io.usher.cli.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person keeps in {@code ~/.config/usher/config.yaml} about the hub they work with, so that
 * no command has to be told. Its token goes to its own address only.
 *
 * @param url the hub's address
 * @param token an API token
 */
record HomeFile(@Nullable String url, @Nullable String token) {
  private static final HomeFile NOTHING = new HomeFile(null, null);

  /** Where it is (XDG Base Directory Specification). */
  static Path path(Surroundings surroundings) {
    Path folder =
        surroundings
            .variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(() -> Path.of(surroundings.variable("HOME").orElse(""), ".config"));
    return folder.resolve("usher").resolve("config.yaml");
  }

  static HomeFile of(Surroundings surroundings) {
    Path file = path(surroundings);
    try {
      String text = Files.isRegularFile(file) ? Files.readString(file) : "";
      HomeFile read = text.isBlank() ? null : new YAMLMapper().readValue(text, HomeFile.class);
      return read == null ? NOTHING : read;
    } catch (UnrecognizedPropertyException e) {
      throw wrong(
          file, "it has the unknown key '" + e.getPropertyName() + "'; known are url and token");
    } catch (JsonProcessingException e) {
      throw wrong(file, "it is not YAML with the keys url and token");
    } catch (IOException e) {
      throw wrong(file, "it can't be read");
    }
  }

  private static CommandFailed wrong(Path file, String why) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, file + " can't be used: " + why + ".");
  }

  Optional<String> address() {
    return Optional.ofNullable(url).filter(text -> !text.isBlank());
  }

  /** Only for the hub that the file names. */
  Optional<String> tokenFor(HubAddress hub) {
    boolean its =
        address().isPresent() && hub.uri().toString().equals(address().get().replaceAll("/+$", ""));
    return its ? Optional.ofNullable(token).filter(text -> !text.isBlank()) : Optional.empty();
  }

  /** Without the token, so that no error can hold it. */
  @Override
  public String toString() {
    return "settings of " + url;
  }
}
