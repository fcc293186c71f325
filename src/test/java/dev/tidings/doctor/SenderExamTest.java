package dev.tidings.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.doctor.Finding.Level;
import dev.tidings.mail.DkimKey;
import dev.tidings.mail.DkimKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** What the DNS must say about a sender, and the record to paste where it does not. */
class SenderExamTest {
  private static final String FROM = "dispatch.example";
  @TempDir private Path folder;
  private ScriptedDns server;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedDns();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private SenderExam exam(String envelope, DkimKey... keys) {
    return new SenderExam(server.dns(), new SenderExam.Sending(envelope, "a:mx.dispatch.example", false, List.of(keys)));
  }

  @Test
  void severalRelaysAreAllNamed() throws Exception {
    server.with(FROM, "TXT", "v=spf1 ip4:192.0.2.7 -all");
    var sending = new SenderExam.Sending(FROM, "a:mx.dispatch.example include:spf.relay.example", false, List.of());
    Finding stranger = new SenderExam(server.dns(), sending).spf(new java.util.LinkedHashSet<>(List.of(InetAddress.getByName("192.0.2.7"), InetAddress.getByName("192.0.2.8"))));
    assertThat(stranger.level()).isEqualTo(Level.WARN);
    assertThat(stranger.message()).contains("192.0.2.8", "Add a:mx.dispatch.example include:spf.relay.example");
    assertThat(new SenderExam(server.dns(), sending).spf(java.util.Set.of(InetAddress.getByName("192.0.2.7"))).message()).contains("does not name all relays", "Add include:spf.relay.example");
    assertThat(new SenderExam(server.dns(), new SenderExam.Sending("none.dispatch.example", sending.spf(), false, List.of())).spf(java.util.Set.of()).publish().orElseThrow())
        .hasToString("none.dispatch.example. TXT \"v=spf1 a:mx.dispatch.example include:spf.relay.example ~all\"");
  }

  private Finding spf(String record) {
    server.with(FROM, "TXT", record).with(FROM, "TXT", "some-other-proof=1");
    return exam(FROM).spf(java.util.Set.of());
  }

  @Test
  void withoutSpfItSaysWhatToPublish() {
    Finding none = exam(FROM).spf(java.util.Set.of());
    assertThat(none.level()).isEqualTo(Level.FAIL);
    assertThat(none.publish().orElseThrow()).hasToString("dispatch.example. TXT \"v=spf1 a:mx.dispatch.example ~all\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "v=spf1 ip4:192.0.2.0/24 -all          | OK   | 0 of 10",
      "v=spf1 ip4:192.0.2.0/24               | WARN | nothing about other senders",
      "v=spf1 +all                           | FAIL | everybody",
      "v=spf1 ip4:192.0.2.0/40 -all          | FAIL | no network",
      "v=spf1 ipv4:192.0.2.1 -all            | FAIL | no SPF term",
      "v=spf1 include:nowhere.example ~all   | FAIL | has no SPF record",
      "v=spf1 redirect=nowhere.example       | FAIL | has no SPF record",
      "v=spf1 a:gone1.example a:gone2.example mx:gone3.example ~all | FAIL | find nothing",
      "v=spf1 exists:%{i}.allowed.example ~all | OK | 1 of 10",
  })
  void eachRecordGetsItsAnswer(String record, Level level, String part) {
    Finding finding = spf(record);
    assertThat(finding.level()).as(finding.message()).isEqualTo(level);
    assertThat(finding.message()).contains(part);
  }

  @Test
  void theLookUpsOfIncludedRecordsCount() {
    server.with("a.example", "TXT", "v=spf1 include:b.example a:h1.example a:h2.example a:h3.example ?all")
        .with("b.example", "TXT", "v=spf1 a:h4.example a:h5.example a:h6.example a:h7.example a:h8.example a:h9.example -all");
    for (int i = 1; i < 10; i++) server.with("h" + i + ".example", "A", "192.0.2." + i);
    assertThat(spf("v=spf1 include:a.example ~all").message()).contains("more than 10 DNS look-ups (11)");
  }

  @Test
  void arecordThatIncludesItselfEnds() {
    assertThat(spf("v=spf1 include:dispatch.example ~all").message()).contains("more than 10");
    assertThat(server.asked.get()).isLessThan(5);
  }

  @Test
  void theRelaysAddressMustBeNamed() throws IOException {
    server.with(FROM, "TXT", "v=spf1 mx ~all").with(FROM, "MX", "10 mx.dispatch.example.").with("mx.dispatch.example", "A", "192.0.2.7");
    assertThat(exam(FROM).spf(java.util.Set.of(InetAddress.getByName("192.0.2.7"))).level()).isEqualTo(Level.OK);
    Finding stranger = exam(FROM).spf(java.util.Set.of(InetAddress.getByName("192.0.2.8")));
    assertThat(stranger.level()).isEqualTo(Level.WARN);
    assertThat(stranger.message()).contains("192.0.2.8").contains("Add a:mx.dispatch.example");
  }

  @Test
  void theKeyThatIsPublishedMustBeOurs() {
    DkimKey ours = DkimKey.make("autumn", folder.resolve("a.pem"), DkimKind.RSA);
    DkimKey other = DkimKey.make("autumn", folder.resolve("b.pem"), DkimKind.RSA);
    Finding missing = exam(FROM, ours).dkim(FROM).get(0);
    assertThat(missing.level()).isEqualTo(Level.FAIL);
    assertThat(missing.publish().orElseThrow().name()).isEqualTo("autumn._domainkey.dispatch.example");
    server.with("autumn._domainkey.dispatch.example", "TXT", ours.record());
    assertThat(exam(FROM, ours).dkim(FROM).get(0).level()).isEqualTo(Level.OK);
    assertThat(exam(FROM, other).dkim(FROM).get(0).message()).contains("not the one in our file");
    server.with("autumn._domainkey.dispatch.example", "TXT", "v=DKIM1; p=");
    assertThat(exam(FROM, ours).dkim(FROM).get(0).message()).contains("2 TXT records");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"v=DKIM1; p= | revoked | FAIL", "v=DKIM1; h=sha1; p=KEY | sha256 | FAIL", "v=DKIM1; k=ed25519; p=KEY | key type | FAIL", "v=DKIM1; t=y:s; p=KEY | testing | WARN"})
  void arecordMayBeOursAndUseless(String record, String part, Level level) {
    DkimKey ours = DkimKey.make("autumn", folder.resolve("a.pem"), DkimKind.RSA);
    server.with("autumn._domainkey.dispatch.example", "TXT", record.replace("KEY", ours.record().replaceFirst(".*p=", "")));
    Finding finding = exam(FROM, ours).dkim(FROM).get(0);
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.message()).contains(part);
  }

  @Test
  void aKeyTooLargeForADatagramIsReadByTcp() {
    DkimKey ours = DkimKey.make("autumn", folder.resolve("a.pem"), DkimKind.RSA);
    server.with("autumn._domainkey.dispatch.example", "TXT", ours.record() + "; n=" + "x".repeat(1500));
    assertThat(exam(FROM, ours).dkim(FROM).get(0).level()).isEqualTo(Level.OK);
  }

  @Test
  void dmarcIsFoundAboveAndAlignmentJudged() {
    DkimKey ours = DkimKey.make("autumn", folder.resolve("a.pem"), DkimKind.RSA);
    server.with("_dmarc.dispatch.example", "TXT", "v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@dispatch.example");
    List<Finding> signed = exam("bounce.dispatch.example", ours).dmarc("news.dispatch.example");
    assertThat(signed).extracting(Finding::level).containsExactly(Level.OK, Level.OK);
    assertThat(signed.get(0).message()).contains("p=quarantine at _dmarc.dispatch.example");
    List<Finding> bare = exam("elsewhere.example").dmarc(FROM);
    assertThat(bare.get(1).level()).isEqualTo(Level.FAIL);
    assertThat(bare.get(1).message()).contains("refuse the mail");
    assertThat(exam("elsewhere.example", ours).dmarc(FROM).get(1).message()).contains("Only DKIM is aligned");
    assertThat(exam(FROM).dmarc(FROM).get(1).message()).contains("Only SPF is aligned");
  }

  @Test
  void aStrictPolicyWantsTheVerySameDomain() {
    server.with("_dmarc.dispatch.example", "TXT", "v=DMARC1; p=none; aspf=s");
    assertThat(exam("bounce.dispatch.example").dmarc(FROM).get(1).level()).isEqualTo(Level.WARN);
    assertThat(exam("bounce.dispatch.example").dmarc(FROM).get(1).message()).contains("Neither");
  }

  @Test
  void noDmarcIsADoubtWithARecordToPaste() {
    Finding none = exam(FROM).dmarc(FROM).get(0);
    assertThat(none.level()).isEqualTo(Level.WARN);
    assertThat(none.publish().orElseThrow().value()).startsWith("v=DMARC1; p=none; rua=");
  }

  /** A resolver in trouble is no missing record. */
  @Test
  void nothingFollowsFromSilence() {
    server.failing(FROM, Rcode.SERVFAIL).failing("_dmarc." + FROM, Rcode.REFUSED);
    assertThat(exam(FROM).spf(java.util.Set.of()).level()).isEqualTo(Level.WARN);
    assertThat(exam(FROM).dmarc(FROM).get(0).message()).contains("REFUSED");
    server.silent();
    DkimKey ours = DkimKey.make("autumn", folder.resolve("a.pem"), DkimKind.RSA);
    assertThat(exam(FROM, ours).dkim(FROM).get(0).message()).contains("did not answer");
  }

  @Test
  void mailMustFindAWayBack() throws IOException {
    var hosts = new HostExam(server.dns());
    assertThat(hosts.takesMail("none.example", "answers", Optional.of("mx.example")).publish().orElseThrow()).hasToString("none.example. MX 10 mx.example.");
    assertThat(hosts.takesMail("none.example", "answers", Optional.empty()).publish()).as("somebody else's relay takes no mail for us").isEmpty();
    server.with("null.example", "MX", "0 .").with("lost.example", "MX", "10 gone.example.").with("bare.example", "AAAA", "2001:db8::1")
        .with("good.example", "MX", "10 mx.good.example.").with("mx.good.example", "A", "192.0.2.9");
    assertThat(hosts.takesMail("null.example", "answers", Optional.of("mx.example")).message()).contains("takes no mail");
    assertThat(hosts.takesMail("lost.example", "answers", Optional.of("mx.example")).message()).contains("gone.example has no address");
    assertThat(hosts.takesMail("bare.example", "answers", Optional.of("mx.example")).level()).isEqualTo(Level.OK);
    assertThat(hosts.takesMail("good.example", "answers", Optional.of("mx.example")).message()).isEqualTo("10 mx.good.example.");
    InetAddress address = InetAddress.getByName("192.0.2.9");
    assertThat(hosts.reverse(address, "mx.good.example").message()).contains("has no name");
    server.with(ScriptedDns.reverse("192.0.2.9"), "PTR", "mx.good.example.");
    assertThat(new HostExam(server.dns()).reverse(address, "mx.good.example").level()).isEqualTo(Level.OK);
    server.with(ScriptedDns.reverse("192.0.2.10"), "PTR", "mx.good.example.");
    assertThat(new HostExam(server.dns()).reverse(InetAddress.getByName("192.0.2.10"), "mx.good.example").message()).contains("does not lead back");
  }
}
