package io.usher.check;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file as a tree that knows where everything stands.
 *
 * @param root null when the file can't be read or is empty
 */
record YamlFile(String name, String text, @Nullable Node root) {

  private static final int MOST_NODES = 50_000;
  private static final String RULE = "yaml-syntax";
  private static final Pattern BRACES = Pattern.compile("(?m)(?:^|[:\\[,-])[ ]+(\\{\\{)");

  static YamlFile read(String name, byte[] bytes, Findings findings) {
    String text = decode(name, bytes, findings);
    return text == null
        ? new YamlFile(name, "", null)
        : new YamlFile(name, text, compose(name, text, findings));
  }

  private static @Nullable String decode(String name, byte[] bytes, Findings findings) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      findings.error(
          name, Place.FILE, "encoding", "This file is UTF-16.", "Save it as UTF-8 in your editor.");
      return null;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      findings.error(
          name,
          end(text),
          "encoding",
          "A byte here is no UTF-8; the file was saved in another encoding, such as Latin-1.",
          "Save it as UTF-8 in your editor.");
      return null;
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static Place end(String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, text.length() - text.lastIndexOf('\n'));
  }

  private static @Nullable Node compose(String name, String text, Findings findings) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(1000).build();
    try {
      List<Node> documents = new ArrayList<>();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      if (documents.size() > 1) {
        findings.error(
            name,
            Place.of(documents.get(1)),
            RULE,
            "A second YAML document begins before this line (---); only the first would count.",
            "Put it into a file of its own, or remove the ---.");
        return null;
      }
      return documents.isEmpty() ? null : sized(name, documents.get(0), findings);
    } catch (MarkedYamlEngineException e) {
      YamlSentence sentence = YamlSentence.of(String.valueOf(e.getProblem()));
      findings.error(
          name,
          Place.of(sentence.isOfItsBeginning() ? e.getContextMark() : e.getProblemMark()),
          RULE,
          sentence.what(),
          sentence.fix());
    } catch (YamlEngineException e) {
      Matcher braces = BRACES.matcher(text);
      if (braces.find()) {
        findings.error(
            name,
            end(text.substring(0, braces.start(1))),
            "unquoted-placeholder",
            "YAML reads {{…}} without quotes as a map.",
            "Write it in quotes: \"{{…}}\".");
      } else {
        findings.error(
            name, Place.FILE, RULE, "This file is not YAML that can be read.", "Correct the file.");
      }
    }
    return null;
  }

  /** Aliases of aliases can make a few lines into billions of nodes. */
  private static @Nullable Node sized(String name, Node root, Findings findings) {
    long size = size(root, new IdentityHashMap<>());
    if (size > MOST_NODES) {
      findings.error(
          name,
          Place.FILE,
          "too-large",
          size == Long.MAX_VALUE
              ? "An anchor (&) contains an alias (*) of itself."
              : "With its aliases (*) written out this file would have more than 50,000 values.",
          "Write out what you need without aliases.");
      return null;
    }
    return root;
  }

  private static long size(Node node, Map<Node, Long> known) {
    Long before = known.get(node);
    if (before != null) {
      return before < 0 ? Long.MAX_VALUE : before;
    }
    known.put(node, -1L);
    long size = 1;
    for (Node child : children(node)) {
      long added = size(child, known);
      size = added == Long.MAX_VALUE ? added : Math.min(Long.MAX_VALUE / 4, size + added);
      if (added == Long.MAX_VALUE) {
        break;
      }
    }
    known.put(node, size);
    return size;
  }

  static List<Node> children(Node node) {
    List<Node> children = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        children.add(tuple.getKeyNode());
        children.add(tuple.getValueNode());
      }
    } else if (node instanceof SequenceNode sequence) {
      children.addAll(sequence.getValue());
    }
    return children;
  }

  /** Every mapping that has a key twice, and the second of them. */
  Map<ScalarNode, String> duplicateKeys() {
    Map<ScalarNode, String> found = new HashMap<>();
    if (root != null) {
      duplicates(root, found, new HashSet<>());
    }
    return found;
  }

  private static void duplicates(Node node, Map<ScalarNode, String> found, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof MappingNode mapping) {
      Set<String> keys = new HashSet<>();
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && !keys.add(key.getValue())) {
          found.put(key, key.getValue());
        }
      }
    }
    children(node).forEach(child -> duplicates(child, found, seen));
  }

  /** How many spaces a line begins with, or the next one that is not blank. */
  int indentation(int line) {
    return text.lines()
        .skip(Math.max(0, line - 1L))
        .filter(content -> !content.isBlank())
        .findFirst()
        .map(content -> content.length() - content.stripLeading().length())
        .orElse(0);
  }
}
