package dev.tidings.deliver;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/** Takes every mail and keeps none, for machines without the sink in C, and where recipients are to be counted. */
@NullMarked
final class JavaSink {
  private final InputStream in;
  private final OutputStream out;
  private final long delayNanos;
  private final Consumer<String> taken;

  private JavaSink(InputStream in, OutputStream out, long delayNanos, Consumer<String> taken) {
    this.taken = taken;
    this.in = in;
    this.out = out;
    this.delayNanos = delayNanos;
  }

  /** PORT and the milliseconds before each answer to a mail. */
  public static void main(String[] arguments) throws IOException {
    try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 200, InetAddress.getLoopbackAddress())) {
      serve(server, Integer.parseInt(arguments[1]) * 1_000_000L, recipient -> { });
    }
  }

  /** @param taken hears the recipient of each mail, just before its last answer */
  static void serve(ServerSocket server, long delayNanos, Consumer<String> taken) throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      var thread = new Thread(() -> converse(socket, delayNanos, taken));
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void converse(Socket socket, long delay, Consumer<String> taken) {
    try (socket; var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024); var out = new BufferedOutputStream(socket.getOutputStream())) {
      new JavaSink(in, out, delay, taken).run();
    } catch (IOException e) {
      System.err.println("a session ended: " + e.getMessage());
    }
  }

  private void run() throws IOException {
    say("220 sink ESMTP");
    String recipient = "";
    for (String line = line(); !line.isEmpty(); line = line()) {
      switch (line.substring(0, Math.min(4, line.length()))) {
        case "EHLO" -> say("250-sink\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250 8BITMIME");
        case "DATA" -> {
          say("354 go on");
          body();
          if (delayNanos > 0) LockSupport.parkNanos(delayNanos);
          taken.accept(recipient);
          say("250 2.0.0 queued");
        }
        case "RCPT" -> {
          recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
          say("250 2.1.5 fine");
        }
        default -> say("250 2.0.0 fine");
      }
    }
  }

  private void body() throws IOException {
    out.flush();
    int seen = 2;
    for (int c = in.read(); c >= 0; c = in.read()) {
      seen = switch (seen) {
        case 1, 4 -> c == '\n' ? seen == 4 ? 5 : 2 : 0;
        case 2 -> c == '.' ? 3 : c == '\r' ? 1 : 0;
        case 3 -> c == '\r' ? 4 : 0;
        default -> c == '\r' ? 1 : 0;
      };
      if (seen == 5) return;
    }
    throw new IOException("gone in the middle of a mail");
  }

  private void say(String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    if (in.available() == 0) out.flush();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') return line.toString();
      line.append((char) c);
    }
    return "";
  }
}
