package io.usher.console.route;

import io.usher.settings.FileProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A file's text on its way to a browser and back: nothing but what somebody changed may change. */
record RouteText(String text) {

  /** A line and what is wrong with it. */
  public record Line(int number, String text, List<FileProblem> problems) {}

  List<Line> lines(List<FileProblem> problems) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int number = lines.size() + 1;
      lines.add(new Line(number, line, problems.stream().filter(p -> p.line() == number).toList()));
    }
    return lines;
  }

  /** Tells whether the file is still the one that somebody began with. */
  String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Browsers send every line's end as CR LF; the file's own are put back. */
  String written(String sent) {
    String plain = sent.replace("\r\n", "\n");
    return text.contains("\r\n") ? plain.replace("\n", "\r\n") : plain;
  }
}
