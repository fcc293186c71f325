package dev.tidings.mail;

import dev.tidings.queue.Sheet;
import dev.tidings.render.Hole;
import dev.tidings.render.Look;
import dev.tidings.render.MailBody;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.james.jdkim.DKIMSigner;
import org.jspecify.annotations.NullMarked;

/**
 * What a signature costs per mail: bare RSA, ours with the whole mail written, and Apache jDKIM over the same octets. One thread,
 * rounds in turn, the median of each. Arguments: mails a round (2000), rounds (7).
 */
@NullMarked
final class DkimBench {
  private static final Instant DATE = Instant.parse("2026-11-24T07:00:03Z");
  private static final String TEMPLATE = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=dispatch.example; s=autumn; h=from:to:subject:date:message-id:mime-version:content-type:list-unsubscribe; bh=; b=;";

  private DkimBench() {}

  public static void main(String[] arguments) throws Exception {
    int mails = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path folder = Files.createTempDirectory("dkim-bench");
    Path file = folder.resolve("autumn.pem");
    DkimKey key = DkimKey.make("autumn", file, DkimKind.RSA);
    Files.delete(file);
    Files.delete(folder);
    PreparedMail signed = composer().signedBy(new DkimSigner(key)).prepare(sheet());
    PreparedMail unsigned = composer().prepare(sheet());
    var wire = new Wire();
    unsigned.write(wire, reader(1), false);
    byte[] whole = wire.toBytes();
    Signature bare = DkimKind.RSA.ready(key.secret());
    byte[] fields = new byte[900];
    var names = List.of("bare RSA", "ours, mail written and signed", "ours, mail written unsigned", "jDKIM");
    List<IntConsumer> works = List.of(i -> DkimKind.RSA.sign(bare, fields), i -> write(signed, wire, i), i -> write(unsigned, wire, i), i -> jdkim(key, whole));
    double[][] micros = new double[works.size()][rounds];
    for (int round = -2; round < rounds; round++) {
      for (int work = 0; work < works.size(); work++) {
        long start = System.nanoTime();
        for (int i = 0; i < mails; i++) works.get(work).accept(i);
        if (round >= 0) micros[work][round] = (System.nanoTime() - start) / 1_000.0 / mails;
      }
    }
    for (double[] each : micros) Arrays.sort(each);
    double base = micros[0][rounds / 2];
    System.out.printf("a mail of %,d octets%n", whole.length);
    for (int work = 0; work < works.size(); work++)
      System.out.printf("%-32s %8.1f µs  %5.2f x%n", names.get(work), micros[work][rounds / 2], micros[work][rounds / 2] / base);
  }

  private static void write(PreparedMail mail, Wire wire, int number) {
    wire.backTo(0);
    mail.write(wire, reader(number), true);
  }

  private static void jdkim(DkimKey key, byte[] mail) {
    try {
      new DKIMSigner(TEMPLATE, key.secret()).sign(new ByteArrayInputStream(mail));
    } catch (Exception e) {
      throw new IllegalStateException("jDKIM does not sign", e);
    }
  }

  private static Addressing reader(int number) {
    return new Addressing("delivery/7/" + number, "reader" + number + "@one.example", "Ann Reader", 7L + number, DATE);
  }

  private static MailComposer composer() {
    var relay = new RelaySettings("r", "127.0.0.1", 25, RelaySettings.Security.NONE, Optional.empty(), new RelaySettings.Line(1, "h.example", Duration.ofMinutes(5)));
    var settings = new MailSettings("The Dispatch <digest@dispatch.example>", Optional.empty(), Optional.of("leave@dispatch.example"), relay, Duration.ofDays(1));
    return new MailComposer(settings, new Look("t", URI.create("https://dispatch.example/"), "a", Look.Brand.DEFAULT, new Look.Doors(true, Optional.empty(), "g", "b"), Map.of()),
        List.of(), (kind, subscription) -> String.format("%c%033d", kind.name().charAt(0), subscription), "key");
  }

  /** A digest's size, its holes near the end, as in the footer. */
  private static Sheet sheet() {
    String hole = "x".repeat(Hole.WIDTH);
    String body = "The harbour toll has dropped again, and the lamps are lit.\r\n".repeat(340) + "https://dispatch.example/u/" + hole + "\r\nhttps://dispatch.example/preferences/" + hole + "\r\n";
    var holes = new ArrayList<Hole>();
    for (int at = body.indexOf(hole); at >= 0; at = body.indexOf(hole, at + Hole.WIDTH)) holes.add(new Hole(at, holes.isEmpty() ? Hole.Kind.UNSUBSCRIBE : Hole.Kind.PREFERENCES));
    return new Sheet(Optional.of(new Sheet.EditionName("daily", 12, "2026-11-24T07:00")), "Lamps for the harbour", "en",
        new MailBody("multipart/alternative; boundary=\"b\"", "7bit", body.getBytes(StandardCharsets.US_ASCII), List.copyOf(holes)));
  }
}
