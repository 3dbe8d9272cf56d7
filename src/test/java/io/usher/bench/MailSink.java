package io.usher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A mail server that takes each mail at once and keeps none. */
final class MailSink implements AutoCloseable {

  private final ServerSocket server;
  private final AtomicLong mails = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private volatile long lastNanos;

  MailSink() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "mail-sink");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  long mails() {
    return mails.get();
  }

  long connections() {
    return connections.get();
  }

  /** When the last one came, by {@link System#nanoTime}. */
  long lastNanos() {
    return lastNanos;
  }

  /** Whether as many have come within this time. */
  boolean await(long many, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (mails() < many && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return mails() >= many;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      talk(
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)),
          client.getOutputStream());
    } catch (IOException e) {
      // The sender hung up.
    }
  }

  private void talk(BufferedReader in, OutputStream out) throws IOException {
    say(out, "220 sink");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
        case "EHLO" -> say(out, "250-sink\r\n250 AUTH LOGIN PLAIN");
        case "AUTH" -> say(out, "235 in");
        case "DATA" -> {
          say(out, "354 go");
          take(in);
          say(out, "250 taken");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 ok");
      }
    }
  }

  private void take(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
    if (line != null) {
      mails.incrementAndGet();
      lastNanos = System.nanoTime();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
