package dev.tidings.mail;

import dev.tidings.mail.ReplyRules.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One conversation with a relay. Where it offers PIPELINING (RFC 2920), MAIL, RCPT and DATA travel together, right behind the
 * dot of the mail before: one round trip a mail, and at most two mails in flight.
 */
public final class Session implements AutoCloseable {
  private final Relay relay;
  /** Kept because its finalizer closes the socket as soon as nobody holds it. */
  private final SMTPTransport transport;
  private final Socket socket;
  private final Offers offers;
  private final ReplyReader replies;
  private final OutputStream out;
  private final Deadline deadline;
  private final Wire wire = new Wire();
  private boolean accepted;
  private boolean over;
  private Optional<SmtpReply> slowDown = Optional.empty();

  /** What the relay said to EHLO. @param size the largest mail it takes; 0 = not said */
  private record Offers(boolean pipelining, boolean dsn, boolean smtpUtf8, boolean sized, long size) {
    static Offers of(SMTPTransport transport) {
      String size = transport.getExtensionParameter("SIZE");
      return new Offers(transport.supportsExtension("PIPELINING"), transport.supportsExtension("DSN"),
          transport.supportsExtension("SMTPUTF8") && transport.supportsExtension("8BITMIME"), size != null,
          size != null && size.strip().matches("\\d{1,18}") ? Long.parseLong(size.strip()) : 0);
    }
  }

  /**
   * How a conversation ended.
   *
   * @param trouble why, where it did not end by our wish
   * @param accepted whether the relay accepted at least one MAIL: if not, the trouble is the relay's or ours
   * @param slowDown the relay asked for patience
   */
  public record Ending(Optional<SmtpReply> trouble, boolean accepted, Optional<SmtpReply> slowDown) {}

  Session(Relay relay, SMTPTransport transport, Socket socket) {
    this.relay = relay;
    this.transport = transport;
    this.socket = socket;
    this.offers = Offers.of(transport);
    this.deadline = new Deadline(socket);
    try {
      socket.setSoTimeout(0); // the deadline ends slow steps, also those that drip
      this.replies = new ReplyReader(socket.getInputStream());
      this.out = socket.getOutputStream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("The connection to " + relay.name() + " is gone again", e);
    }
    relay.watch().add(deadline);
  }

  /** What the relay shows of itself; nothing is sent. */
  public Manners manners() {
    return Manners.of(transport, socket);
  }

  /** Hands over mails until there are no more or the session breaks. Each mail taken gets its outcome. */
  public Ending deliver(Parcels parcels) {
    Optional<SmtpReply> trouble = Optional.empty();
    Optional<Parcel> current = begin(parcels, false);
    while (current.isPresent()) {
      Parcel parcel = current.get();
      Flight flight = new Flight(parcel, parcels);
      Outcome outcome = flight.fly();
      parcels.done(parcel, outcome);
      if (ReplyRules.asksForPatience(outcome.reply())) slowDown = Optional.of(outcome.reply());
      if (over) {
        trouble = Optional.of(outcome.reply());
        flight.behind.ifPresent(next -> parcels.done(next, new Outcome.NotAttempted(outcome.reply())));
        break;
      }
      current = flight.behind.isPresent() ? flight.behind : begin(parcels, flight.transactionOpen);
    }
    return new Ending(trouble, accepted, slowDown);
  }

  /** Puts the next mail's envelope on the wire; mails that this relay cannot take get their outcome at once. */
  private Optional<Parcel> begin(Parcels parcels, boolean reset) {
    Optional<Parcel> next = fit(parcels, true);
    if (next.isEmpty()) return next;
    try {
      if (reset) {
        wire.ascii("RSET\r\n");
        if (!offers.pipelining) flush(relay.limits().block());
      }
      if (reset && !offers.pipelining) read(relay.limits().patience());
      resetPending = reset && offers.pipelining;
      if (offers.pipelining) {
        envelope(next.get());
        flush(relay.limits().block());
      }
    } catch (IOException e) {
      broken = Optional.of(broke(e));
    }
    return next;
  }

  private boolean resetPending;
  private Optional<SmtpReply> broken = Optional.empty();

  /** The next mail that this relay can take. */
  private Optional<Parcel> fit(Parcels parcels, boolean mayWait) {
    while (true) {
      Optional<Parcel> next = parcels.next(mayWait);
      if (next.isEmpty()) return next;
      Optional<Outcome> unfit = unfit(next.get());
      if (unfit.isEmpty()) return next;
      parcels.done(next.get(), unfit.get());
    }
  }

  private Optional<Outcome> unfit(Parcel parcel) {
    if (offers.size > 0 && parcel.mail().size() > offers.size)
      return refused(552, "5.3.4", "The mail has %d bytes, the relay takes %d. It was not sent.".formatted(parcel.mail().size(), offers.size));
    try {
      Mailbox to = Mailbox.ofReader("", parcel.to().address());
      if (to.needsSmtpUtf8() && !offers.smtpUtf8)
        return refused(553, "5.6.7", "The address needs SMTPUTF8, which the relay does not offer. Nothing was sent."); // RFC 6531 3.2
      return Optional.empty();
    } catch (UnfitForMail e) {
      return refused(553, "5.1.3", e.getMessage());
    }
  }

  private static Optional<Outcome> refused(int code, String enhanced, String text) {
    return Optional.of(new Outcome.Refused(new SmtpReply(code, Optional.of(enhanced), text)));
  }

  private void envelope(Parcel parcel) {
    mailFrom(parcel);
    rcptTo(parcel);
    wire.ascii("DATA\r\n");
  }

  private void mailFrom(Parcel parcel) {
    boolean utf8 = !HeaderText.isAscii(parcel.to().address());
    wire.ascii("MAIL FROM:<").ascii(parcel.sender()).ascii(">");
    if (offers.sized) wire.ascii(" SIZE=").ascii(Long.toString(parcel.mail().size())); // RFC 1870 3
    if (utf8 && offers.smtpUtf8) wire.ascii(" BODY=8BITMIME SMTPUTF8");
    if (offers.dsn) // RFC 3461 4.3, 4.4
      wire.ascii(" RET=HDRS ENVID=").ascii(Base64.getUrlEncoder().withoutPadding()
          .encodeToString(parcel.to().seed().getBytes(StandardCharsets.UTF_8)).replace("=", ""));
    wire.ascii("\r\n");
  }

  private void rcptTo(Parcel parcel) {
    Mailbox to = Mailbox.of("", parcel.to().address(), "The reader's address");
    wire.ascii("RCPT TO:<").utf8(to.address()).ascii(">");
    if (offers.dsn && !to.needsSmtpUtf8()) // RFC 3461 4.1, 4.2
      wire.ascii(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;").ascii(to.address().replace("+", "+2B").replace("=", "+3D"));
    wire.ascii("\r\n");
  }

  /** One mail's way through the dialogue. */
  private final class Flight {
    private final Parcel parcel;
    private final Parcels parcels;
    private Optional<Parcel> behind = Optional.empty();
    private boolean transactionOpen;
    private boolean dotSent;

    Flight(Parcel parcel, Parcels parcels) {
      this.parcel = parcel;
      this.parcels = parcels;
    }

    Outcome fly() {
      try {
        if (broken.isPresent()) return new Outcome.NotAttempted(broken.get());
        Optional<Outcome> refused = offers.pipelining ? readEnvelope() : speakEnvelope();
        return refused.isPresent() ? refused.get() : sendBody();
      } catch (IOException e) {
        SmtpReply reply = broke(e);
        return dotSent ? new Outcome.Unknown(reply) : new Outcome.NotAttempted(reply);
      }
    }

    private Optional<Outcome> readEnvelope() throws IOException {
      if (resetPending) read(relay.limits().patience());
      resetPending = false;
      Optional<Outcome> first = Optional.empty();
      for (Step step : new Step[] {Step.MAIL, Step.RCPT, Step.DATA}) {
        SmtpReply reply = read(step == Step.DATA ? relay.limits().data() : relay.limits().patience());
        if (first.isEmpty()) first = judged(step, reply);
        if (over) return first;
        // RFC 2920 3.1: DATA accepted without a recipient; an empty mail ends it
        if (step == Step.DATA && reply.code() == 354 && first.isPresent()) endEmptyMail();
      }
      return first;
    }

    private Optional<Outcome> speakEnvelope() throws IOException {
      for (Step step : new Step[] {Step.MAIL, Step.RCPT, Step.DATA}) {
        switch (step) {
          case MAIL -> mailFrom(parcel);
          case RCPT -> rcptTo(parcel);
          default -> wire.ascii("DATA\r\n");
        }
        flush(relay.limits().block());
        Optional<Outcome> refused = judged(step, read(step == Step.DATA ? relay.limits().data() : relay.limits().patience()));
        if (refused.isPresent()) return refused;
      }
      return Optional.empty();
    }

    private Optional<Outcome> judged(Step step, SmtpReply reply) {
      Optional<Outcome> outcome = ReplyRules.outcome(step, reply);
      if (step == Step.MAIL && outcome.isEmpty()) accepted = true;
      if (outcome.isPresent()) transactionOpen = true;
      if (ReplyRules.endsSession(reply) || step == Step.MAIL && outcome.filter(Outcome.NotAttempted.class::isInstance).isPresent())
        over = true;
      return outcome;
    }

    private void endEmptyMail() throws IOException {
      wire.ascii(".\r\n");
      flush(relay.limits().block());
      read(relay.limits().dot());
    }

    private Outcome sendBody() throws IOException {
      int start = wire.length();
      try {
        parcel.mail().mark(wire, parcel.to(), relay.marks());
        parcel.mail().write(wire, parcel.to(), true);
      } catch (UnfitForMail e) {
        wire.backTo(start);
        over = true; // 354 was given: only hanging up ends this mail unsent
        return new Outcome.Refused(new SmtpReply(554, Optional.of("5.6.0"), e.getMessage()));
      }
      wire.ascii(".\r\n");
      if (offers.pipelining) {
        behind = fit(parcels, false);
        behind.ifPresent(Session.this::envelope);
      }
      boolean before = over;
      over = true; // 354 was given: should it not go, or the question fail, only hanging up ends this mail unsent
      if (!parcels.mayGo(parcel))
        return new Outcome.NotAttempted(new SmtpReply(0, Optional.empty(), "this process was stopped for longer than its claim holds"));
      over = before;
      dotSent = true;
      flush(relay.limits().dot());
      SmtpReply reply = read(relay.limits().dot());
      if (ReplyRules.endsSession(reply)) over = true;
      return ReplyRules.outcome(Step.DOT, reply).orElseThrow();
    }
  }

  private void flush(Duration limit) throws IOException {
    deadline.in(limit);
    wire.sendTo(out);
    deadline.none();
  }

  private SmtpReply read(Duration limit) throws IOException {
    deadline.in(limit);
    SmtpReply reply = replies.read();
    deadline.none();
    return reply;
  }

  private SmtpReply broke(IOException e) {
    over = true;
    String why = deadline.hasPassed() ? "the relay did not answer in time" : String.valueOf(e.getMessage());
    return new SmtpReply(0, Optional.empty(), why.replaceAll("\\p{Cc}", " "));
  }

  /** Says QUIT where the session still stands, and hangs up. */
  @Override
  public void close() {
    if (!over) {
      try {
        wire.backTo(0);
        wire.ascii("QUIT\r\n");
        flush(Duration.ofSeconds(2));
        read(Duration.ofSeconds(2));
      } catch (IOException e) {
        over = true;
      }
    }
    relay.watch().remove(deadline);
    deadline.end();
    java.lang.ref.Reference.reachabilityFence(transport);
  }
}
