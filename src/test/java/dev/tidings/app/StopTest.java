package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while mails go out: a real process, and a relay that takes its time. */
@Tag("slow")
class StopTest {
  private static final int READERS = 300;
  @TempDir Path temp;
  private final AtomicInteger accepted = new AtomicInteger();

  @Test
  void whatIsInFlightEndsAndTheAccountIsPrintedAndAgrees() throws Exception {
    try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread relay = new Thread(() -> take(door), "slow-relay");
      relay.setDaemon(true);
      relay.start();
      Shop shop = Shop.furnished(temp, door.getLocalPort());
      var list = new StringBuilder("email\n");
      for (int i = 0; i < READERS; i++) list.append("reader").append(i).append("@d").append(i % 7).append(".example\n");
      shop.write("subscribers/daily.csv", list.toString());
      Process running = shop.start("run", "--now", "daily", "--json");
      await().atMost(Duration.ofSeconds(90)).until(() -> accepted.get() > 4);
      Instant told = Instant.now();
      running.destroy(); // SIGTERM
      assertThat(running.waitFor(25, TimeUnit.SECONDS)).isTrue();
      assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(20));
      assertThat(running.exitValue()).isEqualTo(143);
      JsonNode edition = new com.fasterxml.jackson.databind.ObjectMapper().readTree(Files.readString(temp.resolve("out.txt"))).at("/editions/0");
      assertThat(edition.get("sent").asInt()).isEqualTo(accepted.get()).isLessThan(READERS);
      assertThat(edition.get("sending").asInt()).isZero();
      assertThat(edition.get("sent").asInt() + edition.get("queued").asInt()).isEqualTo(READERS);
      assertThat(Files.readString(temp.resolve("err.txt"))).contains("Stopping: what is in flight ends first");
      Shop.Said rest = shop.say("deliver", "--json");
      assertThat(rest.json().get("sent").asInt()).as(rest.all()).isEqualTo(READERS - edition.get("sent").asInt());
    }
  }

  private void take(ServerSocket door) {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        Thread talk = new Thread(() -> talk(socket), "slow-relay-session");
        talk.setDaemon(true);
        talk.start();
      } catch (IOException closed) {
        return; // the test is over
      }
    }
  }

  /** Enough of RFC 5321 for one client that pipelines. */
  private void talk(Socket socket) {
    try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      OutputStream out = socket.getOutputStream();
      say(out, "220 slow.example ESMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("EHLO")) say(out, "250-slow.example\r\n250 PIPELINING");
        else if (line.equals("DATA")) {
          say(out, "354 go on");
          while (!".".equals(in.readLine())) Thread.onSpinWait();
          Thread.sleep(100);
          accepted.incrementAndGet();
          say(out, "250 2.0.0 taken");
        } else say(out, line.equals("QUIT") ? "221 bye" : "250 2.1.0 fine");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
