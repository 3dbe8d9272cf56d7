package io.usher.api.once;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request whose body was read already, and can be read once more. */
final class ReadAhead extends HttpServletRequestWrapper {

  private static final int LONGEST_BODY = 1 << 20;

  private final byte[] body;

  private ReadAhead(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  static ReadAhead of(HttpServletRequest request) throws IOException {
    return new ReadAhead(request, request.getInputStream().readNBytes(LONGEST_BODY + 1));
  }

  boolean isTooLong() {
    return body.length > LONGEST_BODY;
  }

  byte[] body() {
    return body;
  }

  @Override
  public ServletInputStream getInputStream() {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public boolean isFinished() {
        return bytes.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("The body is there already.");
      }

      @Override
      public int read() {
        return bytes.read();
      }
    };
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(
        new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
  }
}
