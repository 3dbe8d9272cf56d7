package io.usher.cli.source;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.files.AtomicWrite;
import io.usher.settings.YamlPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Changes a customer's file in one place; every other byte stays, comments included. */
final class SourceEdit {

  private final Path file;
  private final String text;

  SourceEdit(Surroundings surroundings, String customer) {
    this.file =
        surroundings.path("USHER_CUSTOMERS_DIR", "config/customers").resolve(customer + ".yaml");
    try {
      this.text = Files.readString(file);
    } catch (IOException e) {
      throw failed("There is no customer " + customer + ": " + file + " can't be read.");
    }
  }

  /** Puts a source before the others. */
  void add(String name, String path, String secret) {
    Node root = root(text);
    Node sources = value(root, "sources");
    if (value(sources, name) != null) {
      throw failed("There is a source " + name + " in " + file + " already.");
    }
    String block =
        "  %s:\n    path: %s\n    verifier: showpass\n    secrets: [\"%s\"]\n"
            .formatted(name, path, secret);
    if (sources == null) {
      write(text + (text.endsWith("\n") ? "" : "\n") + "\nsources:\n" + block);
    } else if (sources instanceof MappingNode mapping
        && mapping.getFlowStyle() == FlowStyle.BLOCK
        && !mapping.getValue().isEmpty()) {
      int at = lineStart(mapping.getValue().get(0).getKeyNode());
      write(text.substring(0, at) + indented(block, mapping) + text.substring(at));
    } else {
      throw failed(
          "The sources in " + file + " are written in one line; add " + name + " by hand.");
    }
  }

  private static String indented(String block, MappingNode mapping) {
    int column = mapping.getValue().get(0).getKeyNode().getStartMark().getColumn();
    return block.replaceAll("(?m)^ {2}(?=\\S| )", " ".repeat(column));
  }

  /** Puts a secret before the others: both count. */
  void addSecret(String source, String secret) {
    Node secrets = secrets(source);
    String quoted = "\"" + secret + "\"";
    if (secrets instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW) {
      int at = index(list.getStartMark().getIndex()) + 1;
      boolean empty = list.getValue().isEmpty();
      write(text.substring(0, at) + quoted + (empty ? "" : ", ") + text.substring(at));
    } else if (secrets instanceof SequenceNode list && !list.getValue().isEmpty()) {
      int at = lineStart(list.getValue().get(0));
      String indent = text.substring(at, text.indexOf('-', at));
      write(text.substring(0, at) + indent + "- " + quoted + "\n" + text.substring(at));
    } else if (secrets instanceof ScalarNode one) {
      int from = index(one.getStartMark().getIndex());
      int to = index(one.getEndMark().getIndex());
      String old = text.substring(from, to);
      String kept = old.startsWith("\"") || old.startsWith("'") ? old : "\"" + old + "\"";
      write(text.substring(0, from) + "[" + quoted + ", " + kept + "]" + text.substring(to));
    } else {
      throw failed("The source " + source + " in " + file + " has no secrets to rotate.");
    }
  }

  private Node secrets(String source) {
    Node found = value(value(value(root(text), "sources"), source), "secrets");
    if (found == null) {
      throw failed("There is no source " + source + " with secrets in " + file + ".");
    }
    return found;
  }

  private Node root(String yaml) {
    return YamlPlaces.of(yaml)
        .root()
        .orElseThrow(() -> failed(file + " is not valid YAML; correct it first."));
  }

  private static @Nullable Node value(@Nullable Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  /** The parser counts characters of any script as one. */
  private int index(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  private int lineStart(Node node) {
    return text.lastIndexOf('\n', index(node.getStartMark().getIndex()) - 1) + 1;
  }

  private void write(String changed) {
    root(changed);
    try {
      AtomicWrite.write(file, changed.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(file + " can't be written: " + e.getMessage() + ".");
    }
  }

  private static CommandFailed failed(String sentence) {
    return new CommandFailed(CommandFailed.WRONG_USAGE, sentence);
  }
}
