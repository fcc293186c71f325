package dev.tidings.mail;

import dev.tidings.render.Hole;
import dev.tidings.render.MailBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A variant ready for all of its readers: headers they share, and the body once plain and once as it goes over the wire, with
 * dots stuffed (RFC 5321 4.5.2). A token never begins with a dot, so filling a hole needs no second look.
 */
public final class PreparedMail {
  private final Letterhead letterhead;
  private final String before;
  private final String after;
  private final MailBody plain;
  private final MailBody stuffed;
  private final Optional<Seal> seal;

  /** How it is signed, and what of it is the same for all readers. */
  private record Seal(DkimSigner signer, RelaxedBody body) {}

  PreparedMail(Letterhead letterhead, String before, String after, MailBody body, Optional<DkimSigner> signer) {
    this.letterhead = letterhead;
    // The wire keeps the low byte of a character only: of U+560A that is a line feed.
    this.before = HeaderText.asciiLines(before);
    this.after = HeaderText.asciiLines(after);
    this.plain = checked(body);
    this.stuffed = stuffed(plain);
    this.seal = signer.map(with -> new Seal(with, new RelaxedBody(plain)));
  }

  /** Writes one reader's mail. @param forWire with dots stuffed; without, these are the bytes of an .eml file */
  void write(Wire wire, Addressing to, boolean forWire) {
    MailBody body = forWire ? stuffed : plain;
    String leave = to.subscription() == 0 ? "" : letterhead.token(Hole.Kind.UNSUBSCRIBE, to.subscription());
    seal.ifPresent(own -> sign(own, wire, to, leave));
    header(wire, to, leave);
    int at = 0;
    for (Hole hole : body.holes()) {
      wire.bytes(body.bytes(), at, hole.offset());
      wire.ascii(hole.kind() == Hole.Kind.UNSUBSCRIBE ? leave : letterhead.token(hole.kind(), to.subscription()));
      at = hole.offset() + Hole.WIDTH;
    }
    wire.bytes(body.bytes(), at, body.bytes().length);
  }

  /** A relay's own lines, above what is signed; a notice belongs to no subscription and carries no token. */
  void mark(Wire wire, Addressing to, List<String> lines) {
    for (String line : lines) {
      if (!line.contains("{token}")) wire.ascii(line).ascii("\r\n");
      else if (to.subscription() != 0) wire.ascii(line.replace("{token}", letterhead.token(Hole.Kind.UNSUBSCRIBE, to.subscription()))).ascii("\r\n");
    }
  }

  private void header(Wire wire, Addressing to, String leave) {
    wire.ascii(before);
    letterhead.writeOwn(wire, to, leave);
    wire.ascii(after);
  }

  private void sign(Seal own, Wire wire, Addressing to, String leave) {
    var header = new Wire();
    header(header, to, leave);
    byte[] body = own.body().hash(kind -> kind == Hole.Kind.UNSUBSCRIBE ? leave : letterhead.token(kind, to.subscription()));
    wire.ascii(own.signer().field(new String(header.toBytes(), StandardCharsets.ISO_8859_1), body, letterhead.domain(), to.date()));
  }

  /** Octets on the wire, a reader's own headers estimated from above. RFC 1870 */
  long size() {
    return before.length() + after.length() + stuffed.bytes().length + (seal.isPresent() ? 2_600L : 1_000L);
  }

  private static MailBody checked(MailBody body) {
    byte[] bytes = body.bytes();
    if (bytes.length < 2 || bytes[bytes.length - 1] != '\n') {
      bytes = Arrays.copyOf(bytes, bytes.length + 2);
      bytes[bytes.length - 2] = '\r';
      bytes[bytes.length - 1] = '\n';
    }
    int line = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean cr = bytes[i] == '\r';
      boolean lf = bytes[i] == '\n';
      if (bytes[i] == 0 || bytes[i] < 0 || cr && (i + 1 == bytes.length || bytes[i + 1] != '\n') || lf && (i == 0 || bytes[i - 1] != '\r'))
        throw new UnfitForMail("The body holds a bare line end, NUL or 8-bit byte at " + i + ". The mail is not sent. RFC 5322 2.3");
      line = lf ? 0 : line + 1;
      if (line > 999) throw new UnfitForMail("The body has a line of more than 998 bytes. The mail is not sent. RFC 5322 2.1.1");
    }
    for (Hole hole : body.holes())
      if (hole.offset() + Hole.WIDTH > bytes.length) throw new UnfitForMail("A hole lies outside the body. The mail is not sent.");
    return new MailBody(body.contentType(), body.transferEncoding(), bytes, body.holes());
  }

  private static MailBody stuffed(MailBody plain) {
    byte[] bytes = plain.bytes();
    var dots = new ArrayList<Integer>();
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == '.' && (i == 0 || bytes[i - 1] == '\n')) dots.add(i);
    if (dots.isEmpty()) return plain;
    byte[] out = new byte[bytes.length + dots.size()];
    int added = 0;
    int next = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (next < dots.size() && dots.get(next) == i) {
        out[i + added++] = '.';
        next++;
      }
      out[i + added] = bytes[i];
    }
    List<Hole> holes = plain.holes().stream()
        .map(hole -> new Hole(hole.offset() + (int) dots.stream().filter(dot -> dot < hole.offset()).count(), hole.kind()))
        .toList();
    return new MailBody(plain.contentType(), plain.transferEncoding(), out, holes);
  }
}
