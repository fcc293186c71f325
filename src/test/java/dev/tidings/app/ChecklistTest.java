package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one of our mails must be, rule by rule, on the bytes that a relay got. The numbers are those of the list of rules: 1 to 9 the
 * message, 10, 12 and 13 its headers, 18 to 20 the relay, 28 to 32 what a reader sees.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChecklistTest {
  private PaperHouse house;
  private Map<String, StrictMail> mails;
  private StrictMail mail;
  private Document page;

  @BeforeAll
  void publish(@TempDir Path home) throws IOException {
    house = AllShapes.house(home);
    mails = house.publish();
    mail = mails.get("reader@one.example");
    page = Jsoup.parse(mail.html());
  }

  @AfterAll
  void close() throws IOException {
    house.close();
  }

  private Stream<StrictMail> rich() {
    return mails.entrySet().stream().filter(one -> !one.getKey().startsWith("text@")).map(Map.Entry::getValue);
  }

  @Test
  void everybodyButWhoNeedsSmtputf8GotOne() {
    assertThat(mails).containsOnlyKeys("reader@one.example", "text@one.example", "fish@xn--bcher-kva.example", "he@one.example", "ja@one.example", "city@one.example");
  }

  @Test
  void line1LinesAndLineEnds() {
    for (StrictMail one : mails.values()) {
      assertThat(one.raw.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
      assertThat(one.raw.chars()).allMatch(c -> c < 127);
      assertThat(one.raw.substring(one.raw.indexOf("\r\n\r\n")).split("\r\n")).allMatch(line -> line.length() <= 76);
      // A longer line has no blank at which it could be folded: an address or a link.
      assertThat(one.lines).allMatch(line -> line.length() <= 78 || line.strip().replaceFirst("^[A-Za-z-]+: ", "").indexOf(' ') < 0);
      assertThat(one.lines).allMatch(line -> line.length() <= 998 && !line.isBlank());
      for (String line : one.lines) {
        Matcher word = Pattern.compile("=\\?[^?]+\\?[BQ]\\?[^?]*\\?=").matcher(line);
        while (word.find()) assertThat(word.group().length()).isLessThanOrEqualTo(75);
        if (line.contains("=?")) assertThat(line.length()).isLessThanOrEqualTo(76);
      }
    }
  }

  @Test
  void line2FieldsComeOnce() {
    for (StrictMail one : mails.values()) {
      assertThat(new HashSet<>(one.names())).hasSameSizeAs(one.names());
      assertThat(one.names()).contains("Date", "From", "To", "Subject", "Message-ID", "Reply-To", "MIME-Version");
      assertThat(one.message.getFrom()).hasSize(1);
      Mailbox from = one.message.getFrom().get(0);
      assertThat(from.getName()).isEqualTo("The Harbour Leaf");
      assertThat(from.getAddress()).isEqualTo("digest@leaf.example");
      assertThat(one.message.getDate()).isEqualTo(PaperHouse.MORNING);
    }
    assertThat(((Mailbox) mails.get("ja@one.example").message.getTo().get(0)).getName()).isEqualTo("港の通行料が廃止され二つの選挙があり雨が上がる");
    assertThat(((Mailbox) mails.get("fish@xn--bcher-kva.example").message.getTo().get(0)).getName()).isEqualTo("Herring, Ltd. <fish>");
    assertThat(((Mailbox) mail.message.getReplyTo().get(0)).getName()).isEqualTo("Rédaction");
  }

  @Test
  void line3EachCopyHasItsMessageId() {
    assertThat(mails.values().stream().map(one -> one.field("Message-ID")).distinct()).hasSameSizeAs(mails.values());
    assertThat(mails.values()).allMatch(one -> one.field("Message-ID").matches("<[A-Za-z0-9_-]{32}@leaf\\.example>"));
  }

  @Test
  void line4BothPartsSayTheSame() {
    assertThat(mails.get("text@one.example").message.getMimeType()).isEqualTo("text/plain");
    rich().forEach(one -> {
      var parts = ((Multipart) one.message.getBody()).getBodyParts();
      assertThat(one.message.getMimeType()).isEqualTo("multipart/alternative");
      assertThat(parts).extracting(part -> part.getMimeType() + " " + part.getCharset() + " " + part.getContentTransferEncoding())
          .containsExactly("text/plain utf-8 quoted-printable", "text/html utf-8 quoted-printable");
      List<String> lines = one.text().lines().map(String::strip).toList();
      Document shown = Jsoup.parse(one.html());
      for (String link : shown.select("a[href]").eachAttr("href").stream().distinct().toList())
        assertThat(lines.stream().filter(link::equals)).as(link).hasSize(1);
      String words = squeezed(one.text());
      for (Element told : shown.select("h1, h2, li, .number-line, .small-caps, .meta bdi, .speaker bdi"))
        if (!told.select("a").hasText() || told.tagName().equals("h2")) assertThat(words).contains(squeezed(told.text()));
    });
  }

  @Test
  void line5NoDotIsDoubledAndNoFromEscaped() {
    assertThat(mails.values()).noneMatch(one -> one.raw.contains("\r\n.") || one.raw.contains("\r\n>From"));
  }

  @Test
  void line6DomainsAreALabels() {
    assertThat(mails.get("fish@xn--bcher-kva.example").field("To")).endsWith("<fish@xn--bcher-kva.example>");
    assertThat(house.relay.commands).noneMatch(command -> command.contains("dé@"));
  }

  @Test
  void line8SmallEnoughForGmailWithTheFooterInside() {
    rich().forEach(one -> {
      assertThat(one.html().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(95_000);
      assertThat(Jsoup.parse(one.html()).select("style").stream().mapToInt(style -> style.data().length()).sum()).isLessThanOrEqualTo(16 * 1024);
      assertThat(Jsoup.parse(one.html()).select(".footer a[href^=mailto:leave@leaf.example], a[href^=mailto:leave@leaf.example]")).hasSize(1);
      assertThat(one.html()).contains("3 Quay Steps, Whitmouth");
    });
  }

  @Test
  void line9NothingThatActsAndHonestLinks() {
    rich().map(one -> Jsoup.parse(one.html())).forEach(shown -> {
      assertThat(shown.select("script, form, iframe, object, embed, link, base, input, svg, meta[http-equiv]")).isEmpty();
      for (Element element : shown.getAllElements()) {
        element.attributes().forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
        assertThat(element.attr("href")).matches("|(https?://|mailto:).+");
        assertThat(element.attr("src")).matches("|https?://.+");
      }
      for (Element link : shown.select("a"))
        if (link.text().matches("[\\w-]+(\\.[\\w-]+)*\\.example")) assertThat(link.attr("href")).contains("://" + link.text());
    });
  }

  @Test
  void line10LeavingByMailAsLongAsNoServerAnswers() {
    for (StrictMail one : mails.values()) {
      assertThat(one.field("List-Unsubscribe")).matches("<mailto:leave@leaf\\.example\\?subject=unsubscribe%20[A-Za-z0-9_-]{34}>");
      assertThat(one.names()).doesNotContain("List-Unsubscribe-Post");
      assertThat(one.text()).contains(one.field("List-Unsubscribe").replaceAll("[<>]", ""));
    }
    assertThat(mails.values().stream().map(one -> one.field("List-Unsubscribe")).distinct()).hasSameSizeAs(mails.values());
  }

  @Test
  void line12TheListNamesItself() {
    for (StrictMail one : mails.values()) {
      assertThat(one.field("List-Id")).isEqualTo("\"The Daily Leaf\" <daily.leaf.example>");
      assertThat(one.field("List-Help")).isEqualTo("<https://leaf.example/>");
      assertThat(one.field("List-Owner")).isEqualTo("<mailto:digest@leaf.example>");
      assertThat(one.field("List-Archive")).isEqualTo("<https://leaf.example/editions/daily/>");
      assertThat(one.field("List-Subscribe")).isEqualTo("<https://leaf.example/>");
      assertThat(one.field("List-Post")).isEqualTo("NO");
    }
  }

  @Test
  void line13MachinesAreToldThatThisIsAutomatic() {
    for (StrictMail one : mails.values()) {
      assertThat(one.field("Auto-Submitted")).isEqualTo("auto-generated");
      assertThat(one.field("Precedence")).isEqualTo("bulk");
      assertThat(one.field("X-Auto-Response-Suppress")).isEqualTo("All");
      assertThat(one.field("Feedback-ID").split(":")).hasSize(4).doesNotHaveDuplicates();
      assertThat(one.field("Feedback-ID")).isEqualTo(mail.field("Feedback-ID")).matches(".*:[a-z0-9]{5,15}");
    }
  }

  @Test
  void line18And19OneNameOneRecipientEach() {
    assertThat(house.relay.commands.stream().filter(command -> command.startsWith("EHLO"))).isNotEmpty().allMatch("EHLO localhost\r\n"::equals);
    assertThat(house.relay.commands.stream().filter(command -> command.startsWith("RCPT"))).hasSameSizeAs(mails.keySet())
        .allMatch(command -> command.contains(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;"));
    assertThat(house.relay.commands.stream().filter(command -> command.startsWith("MAIL"))).hasSameSizeAs(mails.keySet()).allMatch(command -> command.contains(" RET=HDRS ENVID="));
  }

  @Test
  void line20AMailThatWasPutOffComesAgainByteForByteAndARefusedOneNever(@TempDir Path other) throws IOException {
    try (PaperHouse house = new PaperHouse(other).open().post("toll", "Harbour toll is dropped", "", "It is dropped. Carts move.\n")) {
      house.relay.afterTheDot = "451 4.3.0 later";
      house.run(PaperHouse.MORNING);
      house.relay.afterTheDot = "554 5.7.1 never";
      house.run(PaperHouse.MORNING.plusSeconds(900));
      house.run(PaperHouse.MORNING.plusSeconds(9_000));
      assertThat(house.relay.mails).hasSize(2).extracting(RawRelay.Received::taken).containsOnly(false);
      assertThat(house.relay.mails.get(1).bytes()).isEqualTo(house.relay.mails.get(0).bytes());
    }
  }

  @Test
  void line28TheSubjectIsTheNews() {
    assertThat(mail.message.getSubject()).isEqualTo("Toll dropped · Two wards vote").hasSizeLessThanOrEqualTo(50).doesNotStartWith("Re:");
  }

  @Test
  void line29ThePreheaderIsTheFirstVisibleLine() {
    String first = page.body().text().substring(0, 60);
    assertThat(page.selectFirst("p").text()).startsWith(first.substring(0, 20)).contains(" · ");
    assertThat(page.selectFirst("p").text().split(" · ").length).isBetween(1, 3);
    for (Element element : page.getAllElements())
      assertThat(element.attr("style").replace(" ", "")).doesNotContain("display:none", "visibility:hidden", "font-size:0", "font-size:1px", "opacity:0", "max-height:0", "mso-hide");
  }

  @Test
  void line30TheOrderOfThePage() {
    assertThat(page.text()).containsSubsequence("Tue 24 Nov · 18 stories ·", "The Daily Leaf", "Good morning.", "Harbour toll is dropped", "City · gazette.example · ◑ 6/10 Cautiously Neutral",
        "The harbour masters", "Read the story", "Sponsored", "ALSO TODAY".charAt(0) + "lso today", "and 3 more on the web", "You get this because you joined The Daily Leaf", "Unsubscribe", "View in browser", "Feeds", "3 Quay Steps");
    assertThat(page.select("h2")).hasSize(8);
    assertThat(page.select("p[style*=23px]")).as("one line each").hasSize(7);
  }

  @Test
  void line31ReadableByEverybody() {
    rich().map(one -> Jsoup.parse(one.html())).forEach(shown -> {
      assertThat(shown.selectFirst("html").attr("lang")).isEqualTo(shown.selectFirst("body > table").attr("lang")).isNotEmpty();
      assertThat(shown.selectFirst("html").attr("dir")).isEqualTo(shown.selectFirst("body > table").attr("dir")).isNotEmpty();
      assertThat(shown.select("h1")).hasSize(1);
      assertThat(shown.select("table:not([role=presentation])")).isEmpty();
      assertThat(shown.select("img:not([alt])")).isEmpty();
      for (Element element : shown.getAllElements())
        assertThat(element.attr("style")).doesNotContain("position:", "var(", "grid", "flex", "float:");
    });
    assertThat(Jsoup.parse(mails.get("he@one.example").html()).selectFirst("html").attr("dir")).isEqualTo("rtl");
    assertThat(mail.html()).contains("prefers-color-scheme:dark", "font-size:16px");
  }

  @Test
  void line32TheTextIsADigestOfItsOwn() {
    String text = mails.get("text@one.example").text();
    assertThat(text.lines().filter(line -> !line.contains("://") && !line.contains("mailto:"))).allMatch(line -> line.codePoints().map(c -> c > 0x2e80 ? 2 : 1).sum() <= 73);
    assertThat(text).contains("\r\n1. Harbour toll is dropped after a week of queues\r\n", "\r\n   - Carts had stood", "\r\n   Read the story →\r\n   https://leaf.example/", "\r\n     https://ledger.example/a?b=1&c=2\r\n");
    assertThat(text).doesNotContain("<", "&amp;", "\r\n\r\n\r\n");
  }

  private static String squeezed(String text) {
    return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[\\s\\u00a0]+", "");
  }
}
