package dev.tidings.demo;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server on loopback and the mails it took. It can be broken (nobody listens) and mended on the same port. */
final class LoopbackRelay implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private final Clock clock;
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private Optional<GreenMail> server = Optional.empty();
  private int port;

  LoopbackRelay(Clock clock) {
    this.clock = clock;
    mend();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  synchronized boolean listens() {
    return server.isPresent();
  }

  /** In the order of arrival. */
  List<Letter> letters() {
    return List.copyOf(letters);
  }

  synchronized void breakDown() {
    server.ifPresent(GreenMail::stop);
    server = Optional.empty();
  }

  synchronized void mend() {
    if (listens()) return;
    GreenMail fresh = new GreenMail(new ServerSetup(port, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
    fresh.start();
    GreenMailUser everybody = fresh.setUser("everybody@loopback.example", "everybody", "");
    fresh.getManagers().getUserManager().setMessageDeliveryHandler((message, to) -> {
      keep(message, to);
      return everybody;
    });
    port = fresh.getSmtp().getPort();
    server = Optional.of(fresh);
  }

  private void keep(MovingMessage message, MailAddress to) throws MessagingException {
    var raw = new ByteArrayOutputStream();
    try {
      message.getMessage().writeTo(raw);
    } catch (IOException e) {
      throw new MessagingException("the mail could not be kept", e);
    }
    synchronized (letters) {
      letters.add(Letter.read(letters.size() + 1, to.getEmail(), raw.toByteArray(), clock.instant()));
    }
  }

  @Override
  public void close() {
    breakDown();
  }
}
