package io.usher.cli.simulator;

import io.usher.cli.simulator.Reply.Expected;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "send",
    description = "Sends webhooks to a hub, signed as Showpass signs them.",
    footer = {
      "%nExamples:",
      "  usher event send purchase-multi",
      "  usher event send all --fresh",
      "  usher event send purchase-single --count 5000 --rate 200",
      "  usher event send refund-full --forge%n"
    })
public final class EventSend implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "<sample|file>",
      arity = "1..*",
      completionCandidates = SampleIndex.Names.class,
      description = "Names from usher event samples, files, or all.")
  private List<String> names;

  @Mixin private WebhookOptions target;
  @Mixin private EventOptions events;

  @Option(names = "--rate", paramLabel = "<n>", description = "So many a second. Default: at once.")
  private double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "<n>",
      description = "So many at a time. Default: one by one up to 20 webhooks, 16 beyond.")
  private int concurrency;

  @Option(names = "--duplicate", description = "Send each twice; the second must be a duplicate.")
  private boolean duplicate;

  @Option(names = "--print", description = "Print the curl command instead of sending.")
  private boolean print;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EventSend(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    checkNumbers();
    List<Sample> samples =
        names.stream().flatMap(name -> Sample.named(name, surroundings.folder())).toList();
    Rounds rounds = new Rounds(samples, new Signer(target.uri(), target.secret(), events), events);
    return print ? printed(rounds) : sent(rounds);
  }

  private void checkNumbers() {
    if (events.count() < 1 || rate < 0 || concurrency < 0) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE, "--count, --rate and --concurrency are positive numbers.");
    }
  }

  private int printed(Rounds rounds) {
    LongStream.range(0, rounds.total())
        .mapToObj(rounds::webhook)
        .map(Webhook::curl)
        .forEach(surroundings.out()::println);
    return 0;
  }

  private int sent(Rounds rounds) {
    long total = rounds.total();
    Sender sender = new Sender(target::notReachable);
    Tally tally = new Tally();
    SendReport report = SendReport.of(json, total, events.forge(), surroundings);
    crew(total)
        .work(
            total,
            number -> {
              Webhook webhook = rounds.webhook(number);
              for (Expected expected : expected()) {
                Reply reply = sender.send(webhook, expected);
                tally.add(reply);
                report.reply(reply);
              }
            });
    report.end(tally);
    return tally.allAsExpected() ? 0 : CommandFailed.FAILED;
  }

  private Crew crew(long total) {
    int usual = total <= SendReport.FEW ? 1 : 16;
    return new Crew(concurrency > 0 ? concurrency : usual, Pace.from(rate));
  }

  private List<Expected> expected() {
    if (events.forge()) {
      return duplicate ? List.of(Expected.REFUSED, Expected.REFUSED) : List.of(Expected.REFUSED);
    }
    return duplicate ? List.of(Expected.ACCEPTED, Expected.DUPLICATE) : List.of(Expected.ACCEPTED);
  }
}
