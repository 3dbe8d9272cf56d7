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
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that says what a test tells it to say. */
final class ScriptedSmtp {

  private static final Map<String, String> FRIENDLY =
      Map.of("EHLO", "250-x\r\n250 AUTH LOGIN PLAIN", "AUTH", "235 in", "DATA", "354 go");

  private final Map<String, String> said = new ConcurrentHashMap<>();
  private final ServerSocket socket;

  ScriptedSmtp() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** From now on this verb is answered so, every other one kindly. */
  void says(String verb, String answer) {
    said.clear();
    said.put(verb, answer);
  }

  private void serve() {
    while (true) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // The client hung up; the next one may come.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    OutputStream out = client.getOutputStream();
    say(out, said.getOrDefault("CONNECT", "220 hello"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
      say(out, said.getOrDefault(verb, FRIENDLY.getOrDefault(verb, "250 ok")));
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }
}
