package dev.tidings.deliver;

import com.sun.management.OperatingSystemMXBean;
import dev.tidings.mail.Addressing;
import dev.tidings.mail.Outcome;
import dev.tidings.mail.Parcel;
import dev.tidings.mail.Parcels;
import dev.tidings.mail.PreparedMail;
import dev.tidings.mail.Relay;
import dev.tidings.mail.Session;
import dev.tidings.queue.Sheet;
import dev.tidings.render.Hole;
import dev.tidings.render.MailBody;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.jspecify.annotations.NullMarked;

/** The ways to hand the same mail to the same sink. Each measures itself: wall clock, and CPU of this whole process. */
@NullMarked
final class Rivals {
  private static final Instant DATE = Instant.parse("2026-11-24T07:00:00Z");
  private final Path folder;
  private final String body;

  /** @param bytes of the mail's body, about */
  Rivals(Path folder, int bytes) {
    this.folder = folder;
    var text = new StringBuilder(House.BODY);
    while (text.length() < bytes) text.append("The harbour toll is dropped from Lady Day on, the aldermen say; carriers rejoice.\r\n");
    this.body = text.toString();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Result measured(int mails, Work work) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(mails / seconds, (system.getProcessCpuTime() - cpu) / 1e9 * 1000 / mails);
  }

  /** Ours, whole: a queue in SQLite, claims under a lease, group commits forced to the disk. */
  Result courier(int port, int connections, int mails) throws Exception {
    Path own = Files.createTempDirectory(folder, "house-");
    try (var house = new House(own)) {
      house.publish(mails, body);
      return measured(mails, () -> {
        DeliveryReport report = house.deliver(House.relayAt(port, connections), Duration.ZERO);
        if (report.sent() != mails) throw new IllegalStateException("the courier came to " + report);
      });
    }
  }

  /** Our dialogue without the ledger: what the queue costs is the difference. */
  Result withoutLedger(int port, int connections, int mails) throws Exception {
    var next = new AtomicInteger();
    return measured(mails, () -> {
      var relay = new Relay(House.relayAt(port, connections));
      together(connections, () -> converse(relay, next, mails));
    });
  }

  private void converse(Relay relay, AtomicInteger next, int mails) {
    PreparedMail mail = House.composer(relay.connections()).prepare(sheet());
    try (Session session = relay.open().session().orElseThrow()) {
      session.deliver(new Parcels() {
        @Override
        public Optional<Parcel> next(boolean mayWait) {
          int i = next.incrementAndGet();
          return i > mails ? Optional.empty() : Optional.of(new Parcel("digest@dispatch.example", to(i), mail));
        }

        @Override
        public boolean mayGo(Parcel parcel) {
          return true;
        }

        @Override
        public void done(Parcel parcel, Outcome outcome) {
          if (!(outcome instanceof Outcome.Sent)) throw new IllegalStateException("the sink said " + outcome.reply());
        }
      });
    }
  }

  private Sheet sheet() {
    var hole = new Hole(body.indexOf("xxxx"), Hole.Kind.UNSUBSCRIBE);
    return new Sheet(Optional.of(new Sheet.EditionName("daily", 1, "2026-11-24T07:00")), "Harbour toll dropped", "en",
        new MailBody("text/plain; charset=utf-8", "quoted-printable", body.getBytes(StandardCharsets.US_ASCII), List.of(hole)));
  }

  private static Addressing to(int reader) {
    return new Addressing("delivery/" + reader, "r" + reader + "@d1.example", "Reader " + reader, reader, DATE);
  }

  /** The bytes all of them send. */
  byte[] mail() {
    return House.composer(1).compose(sheet(), to(1));
  }

  /** As a loop over the library is usually written, at its best: one prepared message, kept connections, no Nagle. */
  Result plainJakartaMail(int port, int connections, int mails) throws Exception {
    var next = new AtomicInteger();
    return measured(mails, () -> together(connections, () -> {
      try {
        loop(port, next, mails);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }));
  }

  private void loop(int port, AtomicInteger next, int mails) throws MessagingException {
    var properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", "" + port);
    properties.put("mail.smtp.localhost", "dispatch.example");
    properties.put("mail.smtp.socketFactory", new Nagleless());
    var session = jakarta.mail.Session.getInstance(properties);
    Message message = new MimeMessage(session, new ByteArrayInputStream(mail()));
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      for (int i = next.incrementAndGet(); i <= mails; i = next.incrementAndGet())
        transport.sendMessage(message, new InternetAddress[] {new InternetAddress("r" + i + "@d1.example")});
    }
  }

  private static final class Nagleless extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      var socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
      return createSocket(host.getHostAddress(), port);
    }
  }

  private static void together(int count, Runnable work) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var broken = new ArrayList<Throwable>();
    for (int i = 0; i < count; i++) {
      var thread = new Thread(work);
      thread.setUncaughtExceptionHandler((which, e) -> broken.add(e));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) thread.join();
    if (!broken.isEmpty()) throw new IllegalStateException(broken.get(0));
  }
}
