package dev.tidings.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Factories for the mail library that remember the socket they made, so that our own dialogue can go on where the library's
 * ends. Nagle's algorithm is off: with it, a connection does some 20 mails a second.
 */
final class Sockets {
  private final AtomicReference<Socket> last = new AtomicReference<>();

  Optional<Socket> last() {
    return Optional.ofNullable(last.get());
  }

  private Socket keep(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    last.set(socket);
    return socket;
  }

  SocketFactory plain() {
    return new SocketFactory() {
      @Override
      public Socket createSocket() throws IOException {
        return keep(SocketChannel.open().socket()); // blocks in one call where a Socket polls and reads
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return keep(new Socket(host, port));
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return keep(new Socket(host, port, local, localPort));
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return keep(new Socket(host, port));
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return keep(new Socket(host, port, local, localPort));
      }
    };
  }

  SSLSocketFactory secure(SSLSocketFactory real) {
    return new SSLSocketFactory() {
      @Override
      public String[] getDefaultCipherSuites() {
        return real.getDefaultCipherSuites();
      }

      @Override
      public String[] getSupportedCipherSuites() {
        return real.getSupportedCipherSuites();
      }

      @Override
      public Socket createSocket() throws IOException {
        return keep(real.createSocket());
      }

      @Override
      public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
        return keep(real.createSocket(below, host, port, autoClose));
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return keep(real.createSocket(host, port));
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return keep(real.createSocket(host, port, local, localPort));
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return keep(real.createSocket(host, port));
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return keep(real.createSocket(host, port, local, localPort));
      }
    };
  }
}
