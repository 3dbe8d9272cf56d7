package io.usher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where deliveries go: takes each at once, on one thread that takes as little of the machine as it
 * can, and counts. The body of a delivery is its event's uuid.
 */
final class FastSink implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocketChannel server;
  private final Selector selector;
  private final Thread thread;
  private final AtomicLong taken = new AtomicLong();
  private volatile long lastNanos;
  private volatile Arrivals arrivals = (number, nanos) -> {};

  /** Is told of each arrival, on the sink's thread. */
  @FunctionalInterface
  interface Arrivals {
    void took(long number, long nanos);
  }

  FastSink() throws IOException {
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread = new Thread(this::serve, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.socket().getLocalPort();
  }

  long taken() {
    return taken.get();
  }

  /** When the last one came, by {@link System#nanoTime}. */
  long lastNanos() {
    return lastNanos;
  }

  void tell(Arrivals told) {
    arrivals = told;
  }

  /** Whether as many have come before nothing came for so long. */
  boolean await(long many, long quietSeconds) throws InterruptedException {
    long seen = taken();
    long since = System.nanoTime();
    while (taken() < many) {
      TimeUnit.MILLISECONDS.sleep(20);
      if (taken() != seen) {
        seen = taken();
        since = System.nanoTime();
      } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(quietSeconds)) {
        return false;
      }
    }
    return true;
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.isAcceptable()) {
            accept();
          } else if (key.isValid()) {
            ((Visitor) key.attachment()).read();
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.nio.channels.ClosedSelectorException closed) {
      // close() was called
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Visitor(channel));
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
  }

  /** One connection of the hub. */
  private final class Visitor {

    private final SocketChannel channel;
    private byte[] in = new byte[4096];
    private int filled;

    Visitor(SocketChannel channel) {
      this.channel = channel;
    }

    void read() throws IOException {
      try {
        if (filled == in.length) {
          in = Arrays.copyOf(in, in.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
        if (read < 0) {
          channel.close();
          return;
        }
        filled += read;
        takeAll();
      } catch (IOException gone) {
        channel.close();
      }
    }

    private void takeAll() throws IOException {
      int length = HttpReply.length(in, filled);
      while (length != HttpReply.INCOMPLETE) {
        take(HttpReply.headEnd(in, filled), length);
        filled -= length;
        System.arraycopy(in, length, in, 0, filled);
        length = HttpReply.length(in, filled);
      }
    }

    private void take(int body, int end) throws IOException {
      long now = System.nanoTime();
      channel.write(ByteBuffer.wrap(ANSWER));
      lastNanos = now;
      arrivals.took(WebhookMaker.numberOf(in, body, end), now);
      taken.incrementAndGet();
    }
  }
}
