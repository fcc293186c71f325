package dev.tidings.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What servers say to one recipient, in a report made for machines and in one made for people. */
class RepliesTest {
  private static final Classifier CLASSIFIER = Classifier.open(Optional.empty());

  private record Reply(String type, String reason, String status, String text) {
    boolean fits(Verdict verdict) {
      return verdict.kind() == Kind.BOUNCE && verdict.type().word().equals(type) && (reason.equals("*") || verdict.reason().equals(reason));
    }

    String differs(Verdict verdict) {
      return "%s: %s %s %s (%s), not %s %s".formatted(text, verdict.kind().word(), verdict.type().word(), verdict.reason(), verdict.rule(), type, reason);
    }
  }

  private static List<Reply> replies() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("src/test/resources/bounce/replies.tsv"))) {
      return lines.filter(line -> !line.startsWith("#")).map(line -> line.split("\t")).map(part -> new Reply(part[0], part[1], part[2], part[3])).toList();
    }
  }

  private static Verdict judged(String message) {
    return CLASSIFIER.judge(message.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void inAReportForMachinesEachIsRight() throws IOException {
    List<Reply> replies = replies();
    assertThat(replies).hasSizeGreaterThan(150);
    assertThat(replies.stream().map(reply -> reply.fits(judged(report(reply))) ? "" : reply.differs(judged(report(reply)))).filter(text -> !text.isEmpty())).isEmpty();
  }

  @Test
  void inALetterForPeopleTheClassIsTheSame() throws IOException {
    assertThat(replies().stream().map(reply -> judged(letter(reply)).type().word().equals(reply.type()) ? "" : reply.differs(judged(letter(reply)))).filter(text -> !text.isEmpty())).isEmpty();
  }

  private static String report(Reply reply) {
    return """
        Return-Path: <>
        From: MAILER-DAEMON@mx.relay.example (Mail Delivery System)
        To: back@dispatch.example
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=cut

        --cut

        A letter of yours went nowhere.

        --cut
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.relay.example

        Final-Recipient: rfc822; mia@reader.example
        Action: failed
        Status: %s
        Diagnostic-Code: smtp; %s

        --cut--
        """.formatted(reply.status(), reply.text());
  }

  private static String letter(Reply reply) {
    return """
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@mx.relay.example>
        To: back@dispatch.example
        Subject: failure notice

        This is the mail program at mx.relay.example. I was not able to deliver your message.

        <mia@reader.example>:
        192.0.2.5 said: %s

        --- Below this line is a copy of the message.

        Return-Path: <back@dispatch.example>
        From: The Dispatch <back@dispatch.example>
        To: mia@reader.example
        Subject: Lamps
        Message-ID: <1@dispatch.example>

        Text.
        """.formatted(reply.text());
  }
}
