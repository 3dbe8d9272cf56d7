package io.usher.connector.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that says what a test tells it to say. */
final class ScriptedSmtp {

  private static final Map<String, String> FRIENDLY =
      Map.of(
          "EHLO",
          "250-x\r\n250 AUTH LOGIN PLAIN",
          "AUTH",
          "235 in",
          "DATA",
          "354 go",
          "QUIT",
          "221 bye");

  private final Map<String, String> said = new ConcurrentHashMap<>();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket;
  private volatile int mostMails = Integer.MAX_VALUE;

  ScriptedSmtp() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::serve);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** From now on this verb is answered so, every other one kindly; who is connected is cut off. */
  void says(String verb, String answer) {
    said.clear();
    said.put(verb, answer);
    cut();
  }

  /** From now on each connection is good for so many mails. */
  void tiresAfter(int mails) {
    mostMails = mails;
  }

  /** Ends all connections without a word. */
  void cut() {
    for (Socket client : clients) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many were made so far. */
  int connections() {
    return connections.get();
  }

  /** How many are open. */
  int open() {
    return clients.size();
  }

  private void serve() {
    while (true) {
      try {
        Socket client = socket.accept();
        connections.incrementAndGet();
        clients.add(client);
        start(() -> serve(client));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      talk(client);
    } catch (IOException e) {
      // The client hung up.
    } finally {
      clients.remove(client);
    }
  }

  private void talk(Socket client) throws IOException {
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    OutputStream out = client.getOutputStream();
    say(out, said.getOrDefault("CONNECT", "220 hello"));
    int mails = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
      String answer = said.getOrDefault(verb, FRIENDLY.getOrDefault(verb, "250 ok"));
      if (verb.equals("MAIL") && mails >= mostMails) {
        answer = "530 log in again";
      }
      say(out, answer);
      if (answer.startsWith("354")) {
        letter(in);
        mails++;
        say(out, "250 queued");
      } else if (verb.equals("QUIT")) {
        return;
      }
    }
  }

  private static void letter(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      // Not read.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }
}
