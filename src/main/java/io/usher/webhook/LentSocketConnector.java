package io.usher.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections from a listening socket that another connector goes on with later, so that
 * nobody who connects meanwhile is refused. Connections that it took stay its own.
 */
final class LentSocketConnector extends ServerConnector {

  private final ServerSocketChannel socket;
  private final Selector selector;
  private boolean given;

  /**
   * @param socket bound
   */
  LentSocketConnector(Server server, ServerSocketChannel socket, HttpConnectionFactory http)
      throws IOException {
    super(server, 1, 1, http);
    this.socket = socket;
    this.selector = Selector.open();
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void open() {
    // It is open.
  }

  @Override
  public boolean isOpen() {
    return selector.isOpen();
  }

  @Override
  public int getLocalPort() {
    return socket.socket().getLocalPort();
  }

  /** On the thread that does nothing else. */
  @Override
  public void accept(int acceptor) throws IOException {
    try {
      selector.select();
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException closed) {
      return;
    }
    SocketChannel accepted = next();
    if (accepted != null) {
      accepted.configureBlocking(false);
      configure(accepted.socket());
      getSelectorManager().accept(accepted);
    }
  }

  private synchronized @Nullable SocketChannel next() throws IOException {
    return given ? null : socket.accept();
  }

  /**
   * Takes no more connections.
   *
   * @return the socket, for somebody else to go on with
   */
  ServerSocketChannel give() throws IOException {
    setAccepting(false);
    selector.close();
    synchronized (this) {
      given = true;
      socket.configureBlocking(true);
    }
    return socket;
  }

  @Override
  public void close() {
    try {
      selector.close();
      synchronized (this) {
        if (!given) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
