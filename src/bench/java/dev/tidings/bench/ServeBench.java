package dev.tidings.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * {@code tidings serve} as a whole process: from its start to the first good /health, memory when idle, and one feed of 40 kB side by side with
 * nginx (where it is on the PATH): answers 304 and 200 for each second of the server's CPU, and a healthy GET beside 500 slow clients. Arguments:
 * the launcher, the number of posts, seconds of each measurement; a fourth word leaves the starts out.
 */
final class ServeBench {
  private static final int CONNECTIONS = 8;
  private static final int STARTS = 5;
  private static final int SLOW = 500;
  private static final String FEED = "/feeds/all/forty.xml";
  private final Path launcher;
  private final Path home;
  private final int seconds;

  private ServeBench(Path launcher, Path home, int seconds) {
    this.launcher = launcher;
    this.home = home;
    this.seconds = seconds;
  }

  private record Running(Process process, int port) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }

    private List<ProcessHandle> all() {
      return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    /** Of the process and its children. */
    double cpu() {
      return all().stream().mapToDouble(one -> one.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0)).sum();
    }

    long residentMegabytes() throws IOException {
      long most = 0;
      for (ProcessHandle one : all()) {
        Path status = Path.of("/proc/" + one.pid() + "/status");
        if (!Files.exists(status)) continue;
        for (String line : Files.readAllLines(status)) if (line.startsWith("VmRSS")) most = Math.max(most, Long.parseLong(line.replaceAll("\\D", "")) / 1024);
      }
      return most;
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path launcher = Path.of(arguments.length > 0 ? arguments[0] : "tidings").toAbsolutePath();
    int posts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    Path home = Files.createTempDirectory("tidings-bench");
    try {
      new HouseMill(home, true).build(posts);
      var bench = new ServeBench(launcher, home, seconds);
      bench.run("feeds");
      System.out.printf("%,d posts, %d cores%n", posts, Runtime.getRuntime().availableProcessors());
      if (arguments.length < 4) bench.starts();
      bench.sideBySide();
    } finally {
      delete(home);
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    new ProcessBuilder(launcher.toString(), command, "--home", home.toString()).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
  }

  private Running serve() throws IOException, InterruptedException {
    int port = freePort();
    Process process = new ProcessBuilder(launcher.toString(), "serve", "--home", home.toString(), "--port", "" + port)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var running = new Running(process, port);
    await(running, "/health");
    return running;
  }

  /** nginx as Debian ships it, one worker, with files sent by sendfile and ETags of its own. */
  private Optional<Running> nginx() throws IOException, InterruptedException {
    Optional<Path> program = Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx").map(Path::of).filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) return Optional.empty();
    int port = freePort();
    Path work = Files.createDirectories(home.resolve("nginx"));
    Files.writeString(work.resolve("nginx.conf"), """
        daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log; user root;
        events { worker_connections 2048; }
        http { access_log off; sendfile on; tcp_nopush on; etag on; keepalive_requests 100000000; types { application/atom+xml xml; }
          client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          server { listen 127.0.0.1:%2$d backlog=1024; root %3$s; add_header Cache-Control "public, max-age=3600"; } }
        """.formatted(work, port, home.resolve("site")));
    Process process = new ProcessBuilder(program.get().toString(), "-p", work.toString(), "-c", work.resolve("nginx.conf").toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
    var running = new Running(process, port);
    await(running, FEED);
    return Optional.of(running);
  }

  private void starts() throws IOException, InterruptedException {
    serve().close(); // the archive of classes is made, the search index too
    double[] took = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      try (Running running = serve()) {
        took[i] = (System.nanoTime() - start) / 1e9;
        if (i < STARTS - 1) continue;
        Thread.sleep(40_000);
        System.out.printf("idle after 40 s: %d MB resident, %.1f s of CPU since the start%n", running.residentMegabytes(), running.cpu());
      }
    }
    Arrays.sort(took);
    System.out.printf("start to the first good /health, of %d: median %.2f s, %.2f to %.2f%n", STARTS, took[STARTS / 2], took[0], took[STARTS - 1]);
  }

  private void sideBySide() throws Exception {
    var feed = new StringBuilder("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">");
    while (feed.length() < 40_000) feed.append("<entry><title>Story ").append(feed.length()).append("</title></entry>");
    Files.writeString(home.resolve("site" + FEED), feed.append("</feed>"));
    try (Running own = serve()) {
      Optional<Running> other = nginx();
      if (other.isEmpty()) System.out.println("skipped: there is no nginx on this machine (Debian: apt-get install nginx-light)");
      try {
        measured(own); // warm
        for (boolean conditional : new boolean[] {true, false}) {
          double ours = rate("tidings", own, conditional);
          if (other.isPresent()) System.out.printf("  ratio %.2f%n", ours / rate("nginx", other.get(), conditional));
        }
        slow("tidings", own);
        if (other.isPresent()) slow("nginx", other.get());
      } finally {
        other.ifPresent(Running::close);
      }
    }
  }

  private void measured(Running server) throws Exception {
    for (int i = 0; i < 2; i++) load(server, Optional.of(tag(server)), seconds);
    load(server, Optional.empty(), seconds);
  }

  private double rate(String name, Running server, boolean conditional) throws Exception {
    double before = server.cpu();
    long answers = load(server, conditional ? Optional.of(tag(server)) : Optional.empty(), seconds);
    double cpu = server.cpu() - before;
    System.out.printf("%s, %d: %,.0f answers a second, %,.0f for each second of its CPU%n", name, conditional ? 304 : 200, answers / (double) seconds, answers / cpu);
    return answers / cpu;
  }

  private String tag(Running server) throws IOException {
    try (var socket = connected(server.port())) {
      socket.getOutputStream().write(request("Connection: close\r\n"));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("etag:")).findFirst().orElseThrow().substring(5).strip();
    }
  }

  private static byte[] request(String headers) {
    return ("GET " + FEED + " HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: reader/1.0\r\nAccept: application/atom+xml\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static long load(Running server, Optional<String> tag, int seconds) throws InterruptedException {
    byte[] request = request(tag.map(own -> "If-None-Match: " + own + "\r\n").orElse(""));
    var answers = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CONNECTIONS; i++) {
      var thread = new Thread(() -> answers.addAndGet(polled(server.port(), request, tag.isPresent() ? "304" : "200", end)));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) thread.join();
    return answers.get();
  }

  private static long polled(int port, byte[] request, String wanted, long end) {
    long answers = 0;
    try (var socket = connected(port)) {
      var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(request);
        int length = 0;
        String line = line(in);
        if (!line.contains(wanted)) throw new IOException("not " + wanted + ": " + line);
        for (line = line(in); !line.isEmpty(); line = line(in)) if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) length = Integer.parseInt(line.substring(15).strip());
        if (wanted.equals("200")) in.skipNBytes(length);
        answers++;
      }
      return answers;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) throw new IOException("closed");
      if (one != '\r') line.append((char) one);
    }
    return line.toString();
  }

  /** Half of a request each, and never the rest. */
  private void slow(String name, Running server) throws IOException {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < SLOW; i++) {
        Socket socket = connected(server.port());
        socket.getOutputStream().write(("GET " + FEED + " HTTP/1.1\r\nHost: bench.example\r\nX-Slow: ").getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
      long worst = 0;
      for (int i = 0; i < 50; i++) {
        long start = System.nanoTime();
        tag(server);
        worst = Math.max(worst, System.nanoTime() - start);
      }
      System.out.printf("%s beside %d slow clients: the slowest of 50 healthy answers took %.0f ms%n", name, SLOW, worst / 1e6);
    } finally {
      for (Socket socket : sockets) socket.close();
    }
  }

  private static void await(Running running, String path) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (System.nanoTime() < end) {
      if (!running.process().isAlive()) throw new IOException("it ended with " + running.process().exitValue());
      try (var socket = connected(running.port())) {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        if (new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200")) return;
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
      Thread.sleep(5);
    }
    throw new IOException("no good answer within five minutes");
  }

  private static Socket connected(int port) throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
