package dev.tidings.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.queue.Sheet;
import dev.tidings.render.Hole;
import dev.tidings.render.Look;
import dev.tidings.render.MailBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache jDKIM, which we did not write, judges what we signed. */
class DkimTest {
  private static final Instant DATE = Instant.parse("2026-11-24T07:00:03Z");
  @TempDir private static Path folder;
  private static DkimKey key;

  @BeforeAll
  static void makeKey() {
    DkimKey.make("autumn", folder.resolve("autumn.pem"), DkimKind.RSA);
    key = DkimKey.read("autumn", folder.resolve("autumn.pem"));
  }

  private static MailComposer composer(boolean server) {
    var relay = new RelaySettings("r", "127.0.0.1", 25, RelaySettings.Security.NONE, Optional.empty(), new RelaySettings.Line(1, "h.example", Duration.ofMinutes(5)));
    return new MailComposer(new MailSettings("The London Dispatch <digest@dispatch.example>", Optional.of("Rédaction <desk@dispatch.example>"), Optional.of("leave@dispatch.example"), relay, Duration.ofDays(1)),
        new Look("t", URI.create("https://dispatch.example/"), "a", Look.Brand.DEFAULT, new Look.Doors(server, Optional.empty(), "g", "b"), Map.of()),
        List.of(), (kind, subscription) -> String.format("%c%033d", kind.name().charAt(0), subscription), "key").signedBy(new DkimSigner(key));
  }

  private static byte[] mail(int number, String body, boolean server) {
    var holes = new java.util.ArrayList<Hole>();
    String filler = "x".repeat(Hole.WIDTH);
    for (int at = body.indexOf(filler); at >= 0; at = body.indexOf(filler, at + Hole.WIDTH)) holes.add(new Hole(at, holes.isEmpty() ? Hole.Kind.UNSUBSCRIBE : Hole.Kind.PREFERENCES));
    var sheet = new Sheet(Optional.of(new Sheet.EditionName("daily", 12, "2026-11-24T07:00")), "Lamps  for the harbour, größer, and a subject that is long enough to be folded " + number, "en",
        new MailBody("multipart/alternative; boundary=\"b\"", "7bit", body.getBytes(StandardCharsets.US_ASCII), List.copyOf(holes)));
    return composer(server).compose(sheet, new Addressing("delivery/7/" + number, "reader" + number + "@one.example", number % 3 == 0 ? "Ann  Ó Neill" : "", 7 + number, DATE));
  }

  private static List<SignatureRecord> verified(byte[] mail) throws IOException, FailException {
    var verifier = new DKIMVerifier((method, selector, token) -> List.of(key.record()));
    return verifier.verify(new ByteArrayInputStream(mail));
  }

  private static final List<String> BODIES = List.of(
      "Good morning.\r\n", "a  b\t c \r\n\r\n \r\n\t\r\n", ".dot\r\n..two\r\n", "\r\n\r\nx\r\n\r\n", " lead\r\nhttps://dispatch.example/u/" + "x".repeat(34) + " \r\nend\r\n",
      "x".repeat(34) + "\r\nand  " + "x".repeat(34) + "\r\n\r\n\r\n");

  @Test
  void jdkimVerifiesEveryKindOfBody() throws Exception {
    for (int i = 0; i < 60; i++) {
      byte[] mail = mail(i, BODIES.get(i % BODIES.size()), i % 2 == 0);
      List<SignatureRecord> records;
      try {
        records = verified(mail);
      } catch (FailException e) {
        throw new AssertionError("body " + i % BODIES.size(), e);
      }
      assertThat(records).as("body %d", i % BODIES.size()).hasSize(1);
      assertThat(records.get(0).getDToken()).hasToString("dispatch.example");
      assertThat(new String(mail, StandardCharsets.ISO_8859_1).lines().limit(12)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    }
  }

  @Test
  @Tag("slow")
  void jdkimVerifiesTenThousand() throws Exception {
    for (int i = 0; i < 10_000; i++) assertThat(verified(mail(i, BODIES.get(i % BODIES.size()), i % 2 == 0))).hasSize(1);
  }

  @Test
  void whateverAForgerAddsBreaksIt() {
    String mail = new String(mail(1, "Good morning.\r\n", true), StandardCharsets.ISO_8859_1);
    assertThat(mail).startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=dispatch.example;\r\n s=autumn; t=1795503603;").doesNotContain("l=");
    for (String field : List.of("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post")) {
      String forged = mail.replaceFirst("\r\n\r\n", "\r\n" + field + ": <forged@evil.example>\r\n\r\n");
      assertThatThrownBy(() -> verified(forged.getBytes(StandardCharsets.ISO_8859_1))).as(field).isInstanceOf(FailException.class);
    }
    assertThatThrownBy(() -> verified(mail.replace("Good", "Bad ").getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(FailException.class);
  }

  /** RFC 8463 A.1, A.2: the key of its example, and the record that belongs to it. */
  @Test
  void anEd25519KeyIsPublishedAsTheStandardHasIt() throws Exception {
    byte[] secret = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    Path file = folder.resolve("brisbane.pem");
    DkimKey.make("brisbane", file, DkimKind.ED25519);
    byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420"); // RFC 8410 7
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(prefix);
    whole.writeBytes(secret);
    Files.writeString(file, Base64.getEncoder().encodeToString(whole.toByteArray()));
    assertThat(DkimKey.read("brisbane", file).record()).isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  }

  @Test
  void twoKeysMakeTwoSignaturesAndBothHold() throws Exception {
    DkimKey ed = DkimKey.make("second", folder.resolve("second.pem"), DkimKind.ED25519);
    String header = "From: Ann <ann@dispatch.example>\r\nTo: ida@one.example\r\nSubject: Lamps\r\n";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest("Good morning.\r\n".getBytes(StandardCharsets.US_ASCII));
    String fields = new DkimSigner(List.of(key, DkimKey.read("second", folder.resolve("second.pem")))).field(header, hash, "dispatch.example", DATE);
    assertThat(fields.split("\r\n(?! )")).hasSize(2);
    assertThat(fields).contains("a=rsa-sha256").contains("a=ed25519-sha256").contains("s=second; t=");
    assertThat(verified((fields.substring(0, fields.indexOf("DKIM-Signature", 5)) + header + "\r\nGood morning.\r\n").getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    String second = fields.substring(fields.indexOf("DKIM-Signature", 5));
    String unsigned = second.substring(0, second.lastIndexOf(" b=") + 3);
    String text = "from:Ann <ann@dispatch.example>\r\nto:ida@one.example\r\nsubject:Lamps\r\ndkim-signature:" + unsigned.substring(15).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    Signature judge = Signature.getInstance("Ed25519");
    byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410 4
    var open = new ByteArrayOutputStream();
    open.writeBytes(spki);
    open.writeBytes(Base64.getDecoder().decode(ed.record().replaceFirst(".*p=", "")));
    judge.initVerify(KeyFactory.getInstance("EdDSA").generatePublic(new X509EncodedKeySpec(open.toByteArray())));
    judge.update(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    assertThat(judge.verify(Base64.getMimeDecoder().decode(second.substring(second.lastIndexOf(" b=") + 3)))).isTrue();
  }

  @Test
  void aKeyOfTheOtherKindIsSaid() {
    DkimKey.make("mixed", folder.resolve("mixed.pem"), DkimKind.ED25519);
    assertThatThrownBy(() -> DkimKey.of(new DkimSettings(new DkimSettings.Place("mixed", folder.resolve("mixed.pem")), Optional.empty())))
        .hasMessageContaining("mixed.pem").hasMessageContaining("ed25519").hasMessageContaining("Nothing is signed or sent");
  }

  @Test
  void everyTryIsSignedTheSame() {
    assertThat(mail(5, "Good morning.\r\n", true)).isEqualTo(mail(5, "Good morning.\r\n", true));
  }

  @Test
  void aKeyThatOthersMayReadIsRefusedBeforeTheFirstMail() throws IOException {
    Path open = folder.resolve("open.pem");
    DkimKey.make("open", open, DkimKind.RSA);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open))).isEqualTo("rw-------");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> DkimKey.read("open", open)).hasMessageContaining("others may read").hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> DkimKey.make("open", open, DkimKind.RSA)).hasMessageContaining("it stays");
    assertThatThrownBy(() -> DkimKey.read("none", folder.resolve("none.pem"))).hasMessageContaining("tidings doctor --new-key none");
  }
}
