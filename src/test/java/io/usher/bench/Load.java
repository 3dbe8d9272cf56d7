package io.usher.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Senders with a number of connections, on one thread that takes as little of the machine as it
 * can. With a rate, each webhook has its time by the schedule, and its latency counts from there
 * even if no connection was free: a slow server can't slow its own measurement down (Gil Tene, "How
 * NOT to measure latency").
 */
final class Load {

  private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(30);

  private final int port;
  private final int connections;
  private final boolean keepAlive;
  private final Supplier<byte[]> webhooks;
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private Selector selector;
  private long sent;
  private long answered;
  private long lastAnswer;
  private int broken;

  Load(int port, int connections, boolean keepAlive, Supplier<byte[]> webhooks) {
    this.port = port;
    this.connections = connections;
    this.keepAlive = keepAlive;
    this.webhooks = webhooks;
  }

  /**
   * @param answers how many there were of each status
   * @param broken connections that ended before their answer
   */
  record Result(double seconds, Map<Integer, Integer> answers, int broken, Histogram latencies) {

    double perSecond(int status) {
      return answers.getOrDefault(status, 0) / seconds;
    }

    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1000.0;
    }

    int others(int status) {
      return answers.entrySet().stream()
              .filter(each -> each.getKey() != status)
              .mapToInt(Map.Entry::getValue)
              .sum()
          + broken;
    }
  }

  /** Each connection sends the next as soon as it was answered. */
  Result asFastAsItGoes(Duration time) throws IOException {
    return run(Long.MAX_VALUE, 0, time.toNanos());
  }

  /** Likewise, until so many were sent. */
  Result asFastAsItGoes(long most) throws IOException {
    return run(most, 0, Long.MAX_VALUE);
  }

  /** Likewise, until the time is over or so many were sent. */
  Result asFastAsItGoes(Duration time, long most) throws IOException {
    return run(most, 0, time.toNanos());
  }

  /** By a schedule. */
  Result at(double perSecond, Duration time) throws IOException {
    return run(Long.MAX_VALUE, (long) (1e9 / perSecond), time.toNanos());
  }

  private Result run(long most, long interval, long duration) throws IOException {
    selector = Selector.open();
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        all.add(new Connection());
      }
      long began = System.nanoTime();
      lastAnswer = began;
      while (true) {
        long now = System.nanoTime();
        boolean over = now - began >= duration || sent >= most;
        if (over && (free.size() == connections || now - lastAnswer > LONGEST_SILENCE)) {
          break;
        }
        long wait = over ? 100_000_000 : sendWhatIsDue(began, interval, most, duration);
        select(wait);
      }
      double seconds =
          ((interval == 0 ? lastAnswer : Math.max(lastAnswer, began + duration)) - began) / 1e9;
      return new Result(seconds, answers, broken + connections - free.size(), latencies);
    } finally {
      for (Connection each : all) {
        each.channel.close();
      }
      selector.close();
    }
  }

  /** How many nanoseconds until there is something to do again. */
  private long sendWhatIsDue(long began, long interval, long most, long duration)
      throws IOException {
    while (!free.isEmpty() && sent < most) {
      long due = interval == 0 ? System.nanoTime() : began + sent * interval;
      if (interval != 0 && due - began >= duration) {
        return 1_000_000;
      }
      long early = interval == 0 ? 0 : due - System.nanoTime();
      if (early > 0) {
        return early;
      }
      sent++;
      free.poll().send(due);
    }
    return 100_000_000;
  }

  private void select(long nanos) throws IOException {
    if (nanos < 200_000) {
      selector.selectNow();
    } else {
      selector.select(nanos / 1_000_000 + 1);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      ((Connection) key.attachment()).ready(key);
    }
    selector.selectedKeys().clear();
  }

  /** Sends one webhook at a time. */
  private final class Connection {

    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private byte[] in = new byte[2048];
    private int filled;
    private long due;
    private boolean waits;

    Connection() throws IOException {
      open();
      free.add(this);
    }

    private void open() throws IOException {
      channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
      filled = 0;
    }

    void send(long dueAt) throws IOException {
      due = dueAt;
      waits = true;
      out = ByteBuffer.wrap(webhooks.get());
      if (!channel.isOpen()) {
        open();
      }
      write();
    }

    private void write() throws IOException {
      try {
        channel.write(out);
      } catch (IOException e) {
        lost();
        return;
      }
      key.interestOps(
          out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    void ready(SelectionKey ready) throws IOException {
      if (ready.isValid() && ready.isWritable()) {
        write();
      }
      if (ready.isValid() && ready.isReadable()) {
        read();
      }
    }

    private void read() throws IOException {
      if (filled == in.length) {
        in = Arrays.copyOf(in, in.length * 2);
      }
      int read;
      try {
        read = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
      } catch (IOException e) {
        read = -1;
      }
      if (read < 0) {
        lost();
        return;
      }
      filled += read;
      if (HttpReply.length(in, filled) != HttpReply.INCOMPLETE) {
        answered();
      }
    }

    private void answered() throws IOException {
      long now = System.nanoTime();
      lastAnswer = now;
      answered++;
      answers.merge(HttpReply.status(in), 1, Integer::sum);
      latencies.recordValue(Math.max(0, (now - due) / 1000));
      boolean last = !keepAlive || HttpReply.closes(in, filled);
      filled = 0;
      waits = false;
      if (last) {
        channel.close();
      }
      free.add(this);
    }

    private void lost() throws IOException {
      channel.close();
      if (waits) {
        broken++;
        waits = false;
        free.add(this);
      }
    }
  }
}
