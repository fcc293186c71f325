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
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay on loopback that does what the script says at each step, and counts what it took. */
final class ScriptedRelay implements AutoCloseable {
  static final String DROP = "DROP";
  static final String HANG = "HANG";
  static final String DRIP = "DRIP";
  static final List<String> EHLO = List.of("PIPELINING", "SIZE 1000000", "DSN", "8BITMIME", "ENHANCEDSTATUSCODES");

  /** The replies: a line, several joined by CRLF, {@link #DROP}, {@link #HANG}, {@link #DRIP} (the usual one, a byte a second); empty text = the usual one. */
  interface Script {
    /** @param step BANNER, EHLO, MAIL, RCPT, DATA, BODY (mid data), DOT · @param who recipient where known, else the line */
    String reply(String step, String who, int session);
  }

  /** A mail taken, with its envelope's recipient. */
  record Taken(String recipient, String mail) {
    String header(String name) {
      String headers = mail.substring(0, mail.indexOf("\r\n\r\n") + 2).replaceAll("\r\n[ \t]+", " ");
      return headers.lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
    }
  }

  final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
  final Queue<String> commands = new ConcurrentLinkedQueue<>();
  final AtomicInteger sessions = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;
  private final Script script;
  private final List<String> offers;

  ScriptedRelay(Script script) throws IOException {
    this(script, EHLO);
  }

  ScriptedRelay(Script script, List<String> offers) throws IOException {
    this.script = script;
    this.offers = offers;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "scripted-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        int number = sessions.incrementAndGet();
        thread(() -> converse(socket, number));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void converse(Socket socket, int number) {
    try {
      new Conversation(new BufferedInputStream(socket.getInputStream()), new BufferedOutputStream(socket.getOutputStream()), number).run();
    } catch (IOException | InterruptedException e) {
      drain(socket); // closing over unread bytes would reset the connection and take our last replies with it
    } finally {
      open.remove(socket);
      hangUp(socket);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // gone already
    }
  }

  private static void drain(Socket socket) {
    try {
      socket.shutdownOutput();
      socket.setSoTimeout(300);
      while (socket.getInputStream().read(new byte[8192]) >= 0) Thread.onSpinWait();
    } catch (IOException e) {
      return; // they hung up first
    }
  }

  private final class Conversation {
    private final InputStream in;
    private final OutputStream out;
    private final int number;
    private String recipient = "";
    private boolean mail;

    Conversation(InputStream in, OutputStream out, int number) {
      this.in = in;
      this.out = out;
      this.number = number;
    }

    void run() throws IOException, InterruptedException {
      say("BANNER", "", "220 relay.example ready");
      while (true) {
        String line = line();
        commands.add(line);
        String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say("EHLO", line, "250-relay.example\r\n" + offers.stream().map(offer -> "250-" + offer + "\r\n").collect(java.util.stream.Collectors.joining()) + "250 HELP");
          case "MAIL" -> mail = say("MAIL", line, mail ? "503 5.5.1 nested MAIL" : "250 2.1.0 fine").startsWith("2");
          case "RSET" -> {
            mail = false;
            recipient = "";
            say("RSET", line, "250 2.0.0 fine");
          }
          case "RCPT" -> {
            String to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            recipient = say("RCPT", to, mail ? "250 2.1.5 fine" : "503 5.5.1 MAIL first").startsWith("2") ? to : "";
          }
          case "DATA" -> data();
          case "QUIT" -> {
            say("QUIT", line, "221 2.0.0 bye");
            return;
          }
          default -> say(verb, line, "250 2.0.0 fine");
        }
      }
    }

    private void data() throws IOException, InterruptedException {
      if (recipient.isEmpty()) {
        say("NORCPT", "", "554 5.5.1 no valid recipients");
        return;
      }
      if (!say("DATA", recipient, "354 go on").startsWith("354")) return;
      var mail = new StringBuilder();
      boolean first = true;
      for (String line = line(); !line.equals("."); line = line()) {
        if (first && script.reply("BODY", recipient, number).equals(DROP)) throw new IOException("dropped");
        first = false;
        mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      String to = recipient;
      recipient = "";
      this.mail = false;
      String reply = script.reply("DOT", to, number);
      if (reply.isEmpty() || reply.startsWith("2") || reply.equals("TAKE+DROP")) taken.add(new Taken(to, mail.toString()));
      if (reply.equals("TAKE+DROP")) throw new IOException("dropped");
      answer(reply, "250 2.0.0 queued");
    }

    private String say(String step, String who, String usual) throws IOException, InterruptedException {
      return answer(script.reply(step, who, number), usual);
    }

    private String answer(String scripted, String usual) throws IOException, InterruptedException {
      if (scripted.equals(DROP)) throw dropped();
      if (scripted.equals(HANG)) Thread.sleep(60_000);
      String reply = scripted.isEmpty() || scripted.equals(DRIP) ? usual : scripted;
      if (scripted.equals(DRIP)) {
        drip(reply);
        return reply;
      }
      out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
      if (in.available() == 0) out.flush();
      if (reply.startsWith("421")) {
        out.flush();
        throw new IOException("closed");
      }
      return reply;
    }

    private void drip(String reply) throws IOException, InterruptedException {
      for (byte octet : (reply + "\r\n").getBytes(StandardCharsets.UTF_8)) {
        out.write(octet);
        out.flush();
        Thread.sleep(1_000);
      }
    }

    private IOException dropped() throws IOException {
      out.flush();
      return new IOException("dropped");
    }

    private String line() throws IOException {
      out.flush();
      var line = new StringBuilder();
      for (int c = in.read(); ; c = in.read()) {
        if (c < 0) throw new IOException("gone");
        if (c == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') return line.substring(0, line.length() - 1);
        line.append((char) c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) socket.close();
  }
}
