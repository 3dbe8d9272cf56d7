package io.usher.cli.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.ProgressBar;
import io.usher.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Tells each answer as it comes, and the sum at the end. A long run tells only what went wrong, ten
 * times at most. As JSON: {@code {"answers": […], "summary": {…}}}, streamed.
 */
sealed interface SendReport {
  int FEW = 20;

  void reply(Reply reply);

  void end(Tally tally);

  static SendReport of(boolean json, long total, boolean forged, Surroundings surroundings) {
    return json ? Json.start(surroundings) : new People(surroundings, total, forged);
  }

  /** Lines. */
  final class People implements SendReport {
    private static final int WRONG_SHOWN = 10;

    private final Surroundings surroundings;
    private final boolean all;
    private final boolean forged;
    private final long total;
    private final ProgressBar bar;
    private int wrongShown;
    private long answered;

    private People(Surroundings surroundings, long total, boolean forged) {
      this.surroundings = surroundings;
      this.all = total <= FEW;
      this.forged = forged;
      this.total = total;
      this.bar = new ProgressBar(surroundings);
    }

    @Override
    public synchronized void reply(Reply reply) {
      if (all || (!reply.expected() && wrongShown++ < WRONG_SHOWN)) {
        String line =
            String.format(
                "%-26s %s  %s",
                reply.sample(), reply.status() == 0 ? "---" : reply.status(), said(reply));
        surroundings.out().println(Printable.line(line));
      }
      if (!all) {
        bar.show("Sending", ++answered, total);
      }
    }

    private String said(Reply reply) {
      if (reply.status() == 202) {
        return reply.event()
            + (reply.duplicate() ? "  duplicate" : "")
            + (forged ? "  (should have been refused)" : "")
            + (!forged && !reply.expected() ? "  (should have been a duplicate)" : "");
      }
      String error = reply.error() == null ? "not an Usher hub's answer" : reply.error();
      return forged && reply.expected() ? "refused, as it should be: " + error : error;
    }

    @Override
    public void end(Tally tally) {
      if (!all) {
        bar.end();
      }
      if (tally.sent() > 1) {
        surroundings.out().println(tally.sentence());
      }
    }
  }

  /** One JSON object. */
  final class Json implements SendReport {
    private final Surroundings surroundings;
    private final JsonGenerator json;

    private Json(Surroundings surroundings, JsonGenerator json) {
      this.surroundings = surroundings;
      this.json = json;
    }

    private static Json start(Surroundings surroundings) {
      try {
        JsonGenerator json = new ObjectMapper().createGenerator(surroundings.out());
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeArrayFieldStart("answers");
        return new Json(surroundings, json);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public synchronized void reply(Reply reply) {
      try {
        json.writePOJO(reply);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public void end(Tally tally) {
      try {
        json.writeEndArray();
        json.writePOJOField("summary", tally.json());
        json.writeEndObject();
        json.close();
        surroundings.out().println();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
