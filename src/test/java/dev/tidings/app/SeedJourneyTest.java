package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The post that the product exists for, alone in a house, published by hand on the evening of its day: every part of it reaches the reader
 * of a mail and of each feed. What is expected is taken out of the file by plain searching, not by our own parser.
 */
class SeedJourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  @TempDir Path house;
  private List<String> lines = List.of();

  @BeforeEach
  void publish() throws Exception {
    Path seed = SharedInputs.folder("seed");
    try (Stream<Path> files = Files.list(seed)) {
      lines = Files.readAllLines(files.findFirst().orElseThrow());
    }
    relay.start();
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("subscribers"));
    Files.writeString(house.resolve("subscribers/daily.csv"), "email\nreader@post.example\n");
    Files.writeString(house.resolve("config/tidings.yml"), String.join("\n", "site: {title: The Evening Post, url: 'https://post.example', zone: America/New_York, address: 1 Paper Row}",
        "posts: ['" + seed + "']", "newsletters:", "  daily: {title: The Daily Post, categories: all, schedule: every day at 07:00, subscribers: [daily.csv]}",
        "mail:", "  from: digest@post.example", "  relay: {host: 127.0.0.1, port: " + relay.getSmtp().getPort() + ", security: none}", ""));
    CommandRun run = CommandRun.in(house, "run", "--now", "daily", "--at", "2026-01-27T23:00:00Z");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void theMailHoldsAllOfIt() throws Exception {
    assertThat(relay.getReceivedMessages()).hasSize(1);
    ReadMail mail = ReadMail.of(relay.getReceivedMessages()[0]);
    assertThat(mail.subject()).isEqualTo("Trump Signals Shift on Immigration Crackdown");
    Document html = Jsoup.parse(mail.html());
    List<String> links = html.select("a[href]").eachAttr("href");
    String text = mail.text().replaceAll("\\s+", " ");
    for (String words : told()) {
      assertThat(plain(html.text())).as("HTML").contains(plain(words));
      assertThat(plain(text)).as("text").contains(plain(words));
    }
    for (String url : urls()) {
      assertThat(links).as("HTML").contains(url);
      assertThat(mail.text()).as("text").contains(url);
    }
    assertThat(html.text()).containsPattern("\\b6\\b");
    assertThat(text).containsPattern("\\b6\\b.{0,12}Cautiously Neutral|Cautiously Neutral.{0,12}\\b6\\b");
  }

  @Test
  void theXmlFeedsHoldAllOfIt() throws Exception {
    for (String name : List.of("rss.xml", "atom.xml")) {
      Path file = house.resolve("site/feeds/us").resolve(name);
      SyndFeed feed = new SyndFeedInput().build(new XmlReader(file.toFile()));
      SyndEntry entry = feed.getEntries().get(0);
      assertThat(entry.getTitle()).as(name).isEqualTo(value("title"));
      assertThat(entry.getCategories().stream().map(SyndCategory::getName)).as(name).contains("US");
      String all = plain(Jsoup.parse(String.join(" ", FeedJudge.contents(file))).text() + " " + entry.getTitle() + " " + entry.getCategories());
      String source = Files.readString(file).replace("&amp;", "&");
      for (String words : words()) assertThat(all + plain(source)).as(name).contains(plain(words));
      for (String url : urls()) assertThat(source).as(name).contains(url);
    }
  }

  @Test
  void theJsonFeedHoldsAllOfIt() throws Exception {
    JsonNode item = JSON.readTree(house.resolve("site/feeds/all/feed.json").toFile()).get("items").get(0);
    assertThat(item.get("title").asText()).isEqualTo(value("title"));
    assertThat(item.get("external_url").asText()).isEqualTo(value("source_url"));
    assertThat(item.get("tags")).anyMatch(tag -> tag.asText().equals("US"));
    JsonNode ours = item.get("_tidings");
    assertThat(ours.get("sentiment").get("score").asInt()).isEqualTo(6);
    assertThat(ours.get("sentiment").get("label").asText()).isEqualTo("Cautiously Neutral");
    assertThat(ours.get("tldr")).extracting(JsonNode::asText).extracting(SeedJourneyTest::plain).containsExactlyElementsOf(bullets().stream().map(SeedJourneyTest::plain).toList());
    assertThat(ours.get("sources")).extracting(source -> source.get("url").asText())
        .containsExactlyElementsOf(Stream.concat(Stream.of(value("source_url")), sources().stream().map(line -> line.replaceAll(".*]\\((.*)\\)", "$1"))).toList());
  }

  /** A mail names its sources by their hosts. */
  private List<String> told() {
    Stream<String> hosts = urls().stream().map(url -> url.replaceAll("https://(?:www\\.)?([^/]+)/.*", "$1"));
    return Stream.of(Stream.of(value("title"), "Cautiously Neutral", "US"), bullets().stream(), hosts).flatMap(part -> part).toList();
  }

  private List<String> words() {
    Stream<String> names = sources().stream().map(line -> line.replaceAll("^\\* \\[(.*)]\\(.*", "$1"));
    return Stream.of(Stream.of(value("title"), "6/10 Cautiously Neutral", "US"), bullets().stream(), names).flatMap(part -> part).toList();
  }

  private List<String> urls() {
    return Stream.concat(Stream.of(value("source_url")), sources().stream().map(line -> line.replaceAll(".*]\\((.*)\\)", "$1"))).toList();
  }

  private String value(String key) {
    return lines.stream().filter(line -> line.startsWith(key + ":")).map(line -> line.replaceAll("^[^:]*: *\"?|\"$", "")).findFirst().orElseThrow();
  }

  private List<String> bullets() {
    List<String> found = lines.stream().filter(line -> line.startsWith("  - \"")).map(line -> line.replaceAll("^ *- \"|\"$", "")).toList();
    assertThat(found).hasSize(3);
    return found;
  }

  private List<String> sources() {
    List<String> found = lines.stream().skip(lines.indexOf("### Sources")).filter(line -> line.startsWith("* [")).toList();
    assertThat(found).hasSize(5);
    return found;
  }

  /** Typographic and typed quotes alike, and no matter where a line was broken. */
  private static String plain(String text) {
    return text.replace('’', '\'').replace('‘', '\'').replace('“', '"').replace('”', '"').replaceAll("\\s+", " ");
  }
}
