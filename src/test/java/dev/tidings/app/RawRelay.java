package dev.tidings.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** An SMTP sink on loopback that keeps each mail byte for byte, but for the dots that were stuffed on the wire. RFC 5321 4.5.2 */
final class RawRelay implements AutoCloseable {
  /** @param bytes as they would lie in a mailbox · @param taken whether the relay said 250 after the dot */
  record Received(String recipient, byte[] bytes, boolean taken) {
    String text() {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  final List<Received> mails = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  volatile String afterTheDot = "250 2.0.0 queued";
  volatile long nanosPerMail;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  RawRelay() throws IOException {
    start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "raw-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> converse(socket));
      }
    } catch (IOException e) {
      mails.size(); // closed: the test is over
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      say(out, "220 relay.example ready");
      String recipient = "";
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        commands.add(line);
        String verb = line.strip().split("[ :]")[0].toUpperCase(Locale.ROOT);
        if (verb.equals("RCPT")) recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        if (verb.equals("DATA")) {
          say(out, "354 go on");
          byte[] mail = mail(in);
          LockSupport.parkNanos(nanosPerMail);
          mails.add(new Received(recipient, mail, afterTheDot.startsWith("2")));
          say(out, afterTheDot);
        } else say(out, verb.equals("EHLO") ? "250-relay.example\r\n250-PIPELINING\r\n250-DSN\r\n250 8BITMIME" : verb.equals("QUIT") ? "221 bye" : "250 fine");
      }
    } catch (IOException e) {
      commands.add("(hung up)");
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static byte[] mail(InputStream in) throws IOException {
    var mail = new ByteArrayOutputStream();
    for (String line = line(in); !line.equals(".\r\n"); line = line(in)) {
      if (line.isEmpty()) throw new IOException("gone");
      mail.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
    }
    return mail.toByteArray();
  }

  /** Up to and with its CRLF; a bare CR or LF is part of a line. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      int end = line.length();
      if (c == '\n' && end > 1 && line.charAt(end - 2) == '\r') return line.toString();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
