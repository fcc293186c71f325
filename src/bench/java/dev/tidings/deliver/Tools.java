package dev.tidings.deliver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;

/**
 * The other end of a measurement, each in a process of its own on loopback: the sink, the proxy that adds latency and the
 * fastest client, built from C where a compiler and the sources are at hand; else a sink in Java and neither of the others.
 */
@NullMarked
final class Tools implements AutoCloseable {
  private static final Path SOURCES = Path.of(System.getProperty("bench.tools", "../shared/tools"));
  private final Path folder;
  private final boolean inC;
  private final List<Process> running = new ArrayList<>();

  private Tools(Path folder, boolean inC) {
    this.folder = folder;
    this.inC = inC;
  }

  static Tools build(Path folder) throws IOException, InterruptedException {
    boolean all = true;
    for (String name : List.of("csink", "cload", "delayproxy")) all = all && built(folder, name);
    return new Tools(folder, all);
  }

  private static boolean built(Path folder, String name) throws IOException, InterruptedException {
    Path source = SOURCES.resolve(name + ".c");
    if (!Files.exists(source)) return false;
    try {
      return new ProcessBuilder("cc", "-O2", "-w", "-pthread", "-o", folder.resolve(name).toString(), source.toString()).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      System.out.println("no C compiler: " + e.getMessage());
      return false;
    }
  }

  boolean inC() {
    return inC;
  }

  /** @return the port of a sink that answers so long after the data */
  int sink(int delayMillis) throws IOException {
    int port = freePort();
    List<String> command = inC
        ? List.of(folder.resolve("csink").toString(), "" + port, "" + delayMillis)
        : List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", System.getProperty("java.class.path"),
            JavaSink.class.getName(), "" + port, "" + delayMillis);
    start(command, port);
    return port;
  }

  /** @return the port of a proxy before that sink; empty without C */
  Optional<Integer> away(int sink, double roundTripMillis) throws IOException {
    if (!inC) return Optional.empty();
    int port = freePort();
    start(List.of(folder.resolve("delayproxy").toString(), "" + port, "" + sink, "" + roundTripMillis / 2), port);
    return Optional.of(port);
  }

  /** The fastest client, pipelined or with BDAT, one round trip a mail. */
  Result load(int port, int connections, int mails, Path mail) throws IOException, InterruptedException {
    return load(port, connections, mails, mail, 2);
  }

  /** @param mode 2 = DATA, pipelined; 3 = BDAT */
  Result load(int port, int connections, int mails, Path mail, int mode) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(folder.resolve("cload").toString(), "" + port, "" + connections, "" + mails, mail.toString(), "" + mode)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    if (process.waitFor() != 0 || line == null) throw new IOException("cload ended with " + process.exitValue());
    return new Result(field(line, "rate="), field(line, "cpu1k="));
  }

  private static double field(String line, String name) {
    String rest = line.substring(line.indexOf(name) + name.length());
    return Double.parseDouble(rest.split(" ")[0]);
  }

  private void start(List<String> command, int port) throws IOException {
    running.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    for (int i = 0; i < 200; i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(50_000_000);
      }
    }
    throw new IOException(command.get(0) + " does not answer on " + port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : running) process.destroy();
    for (Process process : running) if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
    running.clear();
  }
}
