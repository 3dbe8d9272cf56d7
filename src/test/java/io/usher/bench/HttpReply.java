package io.usher.bench;

import java.nio.charset.StandardCharsets;

/** Finds where an HTTP message in a buffer ends; knows just what the servers of this bench send. */
final class HttpReply {

  static final int INCOMPLETE = -1;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

  private HttpReply() {}

  /** The length of the first message, head and body, or {@link #INCOMPLETE}. */
  static int length(byte[] bytes, int filled) {
    int head = headEnd(bytes, filled);
    if (head < 0) {
      return INCOMPLETE;
    }
    int body = contentLength(bytes, head);
    return body < 0
        ? chunkedEnd(bytes, head, filled)
        : filled < head + body ? INCOMPLETE : head + body;
  }

  static int status(byte[] bytes) {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  static int headEnd(byte[] bytes, int filled) {
    for (int i = 3; i < filled; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return INCOMPLETE;
  }

  /** Whether the server closes the connection after this message. */
  static boolean closes(byte[] bytes, int filled) {
    return find(bytes, headEnd(bytes, filled), CLOSE) >= 0;
  }

  /** -1 where the head doesn't tell, and the body therefore comes in chunks. */
  private static int contentLength(byte[] bytes, int head) {
    int at = find(bytes, head, LENGTH);
    return at >= 0 ? number(bytes, at + LENGTH.length) : status(bytes) == 204 ? 0 : -1;
  }

  private static int find(byte[] bytes, int head, byte[] line) {
    for (int i = 0; i + line.length < head; i++) {
      if (bytes[i] == '\n' && matches(bytes, i + 1, line)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if ((bytes[at + i] | 0x20) != (name[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int at) {
    int number = 0;
    int i = at;
    while (bytes[i] == ' ') {
      i++;
    }
    while (bytes[i] >= '0' && bytes[i] <= '9') {
      number = number * 10 + bytes[i++] - '0';
    }
    return number;
  }

  private static int chunkedEnd(byte[] bytes, int head, int filled) {
    for (int i = head + 4; i < filled; i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n' && bytes[i - 4] == '0') {
        return i + 1;
      }
    }
    return INCOMPLETE;
  }
}
