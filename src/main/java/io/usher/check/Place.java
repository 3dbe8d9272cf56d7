package io.usher.check;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Where something stands in a file, from 1; 0 and 0 for the file as a whole. */
record Place(int line, int column) {

  static final Place FILE = new Place(0, 0);

  static Place of(Node node) {
    return of(node.getStartMark());
  }

  static Place of(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(FILE);
  }

  /** Of the character at an offset into a scalar's value. */
  static Place in(ScalarNode scalar, int offset, YamlFile file) {
    String value = scalar.getValue();
    int upTo = Math.max(0, Math.min(offset, value.length()));
    String before = value.substring(0, upTo);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return in(scalar, line, upTo - (before.lastIndexOf('\n') + 1) + 1, file);
  }

  /** Of a line and column, from 1, within a scalar's value. */
  static Place in(ScalarNode scalar, int line, int column, YamlFile file) {
    Place start = of(scalar);
    if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
      int at = start.line + line;
      return new Place(at, file.indentation(start.line + 1) + column);
    }
    if (line > 1 || scalar.getScalarStyle() == ScalarStyle.FOLDED || severalLines(scalar)) {
      return start;
    }
    return new Place(start.line, start.column + (scalar.isPlain() ? 0 : 1) + column - 1);
  }

  private static boolean severalLines(ScalarNode scalar) {
    return scalar.getStartMark().isPresent()
        && scalar.getEndMark().isPresent()
        && scalar.getStartMark().get().getLine() != scalar.getEndMark().get().getLine();
  }
}
