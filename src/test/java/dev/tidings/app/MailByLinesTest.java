package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.config.SettingsLoader;
import dev.tidings.doctor.Dns;
import dev.tidings.doctor.Doctor;
import dev.tidings.doctor.Finding;
import dev.tidings.doctor.Finding.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code doctor --mail}: a mail of ours keeps the lines, and each line notices when it is broken. */
class MailByLinesTest {
  private static final String NOWHERE = "127.0.0.1:1";
  @TempDir private Path house;

  @BeforeEach
  void furnish() throws Exception {
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("posts"));
    assertThat(CommandRun.in(house, "doctor", "--new-key", "autumn").exit()).isZero();
    Files.writeString(house.resolve("config/tidings.yml"), """
        site: {title: The Dispatch, url: "http://127.0.0.1:1/", address: 1 Lamp Row}
        newsletters: {daily: {title: The Daily, schedule: every day at 07:00}}
        mail:
          from: The Dispatch <digest@dispatch.example>
          unsubscribe: leave@dispatch.example
          bounce: {address: back@bounce.dispatch.example}
          dkim: {selector: autumn}
          relay: {host: 127.0.0.1, port: 1, security: none}
        """);
    for (int i = 1; i < 4; i++)
      Files.writeString(house.resolve("posts/" + i + ".md"), "---\ntitle: The lamp number %d is lit again\ndate: 2026-11-2%d\ncategory: City\n---\nThe oil has come. It burns.\n\n- One lamp\n- One wick\n".formatted(i, i));
  }

  @Test
  void aMailOfOursKeepsEachLineThatAMailCanKeep() throws Exception {
    CommandRun run = CommandRun.in(house, "doctor", "--mail", "--json", "--resolver", NOWHERE);
    JsonNode findings = new ObjectMapper().readTree(run.out()).get("findings");
    assertThat(findings.findValuesAsText("check")).isEqualTo(IntStream.rangeClosed(1, 32).mapToObj("mail-%02d"::formatted).toList());
    List<String> notWell = IntStream.range(0, 32).mapToObj(findings::get).filter(one -> !one.get("level").asText().equals("ok")).map(one -> one.get("check").asText()).toList();
    assertThat(notWell).as(run.out()).containsExactly("mail-10", "mail-11", "mail-17", "mail-23");
    assertThat(run.exit()).as("the site does not answer").isEqualTo(1);
    assertThat(Files.exists(house.resolve("data/tidings.db"))).isFalse();
  }

  @Test
  void peopleGetALineForEach() {
    CommandRun run = CommandRun.in(house, "doctor", "--mail", "daily", "--resolver", NOWHERE);
    assertThat(run.out()).contains("ok    mail-15 the signature fits the bytes that go out (RFC 6376 6.1): Body hash and signature verify with the key's own record.")
        .containsPattern("(?m)^28 well, 3 doubts, 1 failure\\.$");
    assertThat(CommandRun.in(house, "doctor", "--mail", "weekly").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1  | ^From: | \\nX: bare
      2  | ^From: .* | From: a@b.example, c@d.example
      2  | ^Subject: | Subject: x\\r\\nSubject:
      3  | ^Message-ID: .* | Message-ID: <1@elsewhere.example>
      4  | multipart/alternative | multipart/mixed
      5  | ^The oil | .The oil
      6  | reader@preview | réader@preview
      7  | ^Auto-Submitted | X-Spam: yes\\r\\nAuto-Submitted
      8  | mailto:leave | mailto:live
      9  | <h1 | <script>x</script><h1
      12 | ^List-Post: NO | List-Post: YES
      13 | ^Precedence: bulk | Precedence: list
      14 | a=3Drsa-sha256; | a=rsa-sha1;
      14 | h=From:From: | h=From:
      15 | ^Subject: | Subject: No
      29 | <body | <body><b>Hello</b><p
      31 | role=3D"presentation" | role=3D"none"
      32 | ^1\\. | One.
      """)
  void eachLineNoticesWhenItIsBroken(int line, String found, String instead) throws Exception {
    Finding finding = judged(found.startsWith("a=3D") ? "a=rsa-sha256;" : found, instead.replace("\\r", "\r").replace("\\n", "\n"), "News").get(line - 1);
    assertThat(finding.check()).isEqualTo("mail-%02d".formatted(line));
    assertThat(finding.level()).as(finding.message()).isEqualTo(Level.FAIL);
  }

  @Test
  void aSubjectThatPretendsOrIsLongIsSaid() throws Exception {
    assertThat(judged("^$never", "", "Re: your letter").get(27).level()).isEqualTo(Level.FAIL);
    assertThat(judged("^$never", "", "x".repeat(60)).get(27).level()).isEqualTo(Level.WARN);
  }

  private List<Finding> judged(String found, String instead, String subject) throws Exception {
    CommandRun.in(house, "preview", "--out", house.resolve("out").toString());
    String mail = Files.readString(house.resolve("out/daily.eml"), StandardCharsets.ISO_8859_1);
    String changed = mail.replaceFirst("(?m)" + found, java.util.regex.Matcher.quoteReplacement(instead));
    var doctor = new Doctor(SettingsLoader.load(house, Map.of()), Clock.systemUTC(), Dns.at(new InetSocketAddress("127.0.0.1", 1)), (SSLSocketFactory) SSLSocketFactory.getDefault());
    return doctor.examine(changed.getBytes(StandardCharsets.ISO_8859_1), "back+token@bounce.dispatch.example", subject);
  }
}
