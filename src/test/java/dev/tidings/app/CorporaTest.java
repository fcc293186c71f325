package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.markup.Article;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Category;
import dev.tidings.post.PostFolder;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostSettings;
import dev.tidings.post.Reading;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders of real posts by other people, each as a house of its own: {@code check}, {@code feeds}, and {@code run} on four evenings with a
 * hundred readers. The figures of docs/corpora.md are in target/corpora.md afterwards.
 */
@Tag("slow")
class CorporaTest {
  private static final URI SITE = URI.create("https://courier.example/");
  private static final ObjectMapper JSON = new ObjectMapper();
  /** The words of every bound on the size, depth and number of what a post holds. */
  private static final Pattern TOO_MUCH = Pattern.compile("too deeply|larger than|can be read|marks of emphasis");
  @TempDir Path temp;
  private final Eye eye = new Eye();

  @ParameterizedTest
  @MethodSource("corpora")
  void endsWell(String corpus) throws Exception {
    Path posts = SharedInputs.folder("posts/" + corpus);
    List<Reading> readings = readings(posts);
    everyFileIsAccountedFor(readings);
    String code = look(readings);
    List<Instant> evenings = evenings(readings);
    CommandRun check = check(posts, categories(readings));
    CommandRun feeds = feeds(posts, evenings.get(3));
    int feedCount = new FeedJudge().judge(temp.resolve("feeds/site"));
    int pages = pages(temp.resolve("feeds/site"));
    Run run = run(posts, categories(readings), evenings, code);
    forgetWhatIsTheSame(temp.resolve("feeds/site"), temp.resolve("run/site"));
    new FeedJudge().judge(temp.resolve("run/site"));
    pages(temp.resolve("run/site"));
    assertThat(eye.seen()).as(eye.seen().size() + " things that no reader may see").isEmpty();
    table(corpus, readings, List.of(feedCount + "", pages + "", run.mails() + "", seconds(check.took()), seconds(feeds.took()), seconds(run.took())));
  }

  /** All, or those named in {@code -Dcorpora=swift,pepys}. */
  static List<String> corpora() {
    return List.of(System.getProperty("corpora", "pepys,digitalgov,18f,searchgov,rust-blog,swift,jekyll,gcp-news-ja").split(","));
  }

  private record Run(int mails, Duration took) {}

  private static List<Reading> readings(Path posts) {
    var folder = new PostFolder(new PostSettings(List.of(posts), posts, ZoneId.of("America/New_York"), SITE, Optional.empty(), PostSettings.Words.DEFAULT));
    PostFolder.Listing listing = folder.list();
    assertThat(listing.problems()).allSatisfy(CorporaTest::isWhole);
    return folder.readAll(listing.files());
  }

  /** A post, a draft, a page, or held: and whoever is held is told why and what to do. Nobody's real post is too much to be read. */
  private static void everyFileIsAccountedFor(List<Reading> readings) {
    for (Reading reading : readings) {
      reading.problems().forEach(CorporaTest::isWhole);
      assertThat(reading.problems()).as(reading.stamp().path()).noneMatch(problem -> TOO_MUCH.matcher(problem.message()).find());
      if (reading.post().isPresent() || reading.draft()) continue;
      assertThat(reading.problems()).as(reading.stamp().path()).anyMatch(problem -> problem.severity() != PostProblem.Severity.WARNING);
    }
  }

  private static void isWhole(PostProblem problem) {
    assertThat(problem.file()).isNotBlank();
    assertThat(problem.message()).as(problem.file()).hasSizeBetween(20, 500).doesNotContain("Exception", "null");
    if (problem.severity() == PostProblem.Severity.ERROR) assertThat(problem.message()).contains("held back");
  }

  /** Every post in both forms, seen directly; answers with all that stands in code. */
  private String look(List<Reading> readings) {
    var markdown = new Markdown();
    List<Article> articles = readings.parallelStream().flatMap(reading -> reading.post().stream()).map(post -> markdown.article(post, SITE.resolve("posts/x/"))).toList();
    String code = articles.stream().flatMap(article -> Stream.concat(Stream.of(article.html().value()), article.bullets().stream().map(bullet -> bullet.html().value())))
        .flatMap(html -> Jsoup.parse(html).select("code, pre").eachText().stream()).map(text -> text + Eye.END_OF_CODE).collect(Collectors.joining("\n")).replaceAll("\\s+", " ");
    for (Article article : articles) {
      String file = article.post().file().relative();
      eye.look(file, article.html().value());
      article.bullets().forEach(bullet -> eye.look(file + " bullet", bullet.html().value()));
      eye.lookAtText(file, article.text(), code);
      eye.lookAtText(file + " title", article.post().title().text(), code);
    }
    return code;
  }

  private static List<String> categories(List<Reading> readings) {
    return readings.stream().flatMap(reading -> reading.post().stream()).flatMap(post -> post.filing().categories().stream()).map(Category::slug).distinct().limit(12).toList();
  }

  /** After a fifth, a half, nine tenths and all of the posts. */
  private static List<Instant> evenings(List<Reading> readings) {
    List<Instant> dates = readings.stream().flatMap(reading -> reading.post().stream()).map(post -> post.dates().published().toInstant()).sorted().toList();
    return Stream.of(0.2, 0.5, 0.9, 1.0).map(part -> dates.get((int) Math.ceil(part * (dates.size() - 1))).plus(Duration.ofHours(20))).toList();
  }

  private CommandRun check(Path posts, List<String> categories) throws Exception {
    var house = new CorpusHouse(temp.resolve("check"), posts, 9);
    house.readers(categories);
    CommandRun check = CommandRun.in(house.folder(), "check", "--json");
    assertThat(check.exit()).as(check.err()).isIn(0, 1);
    assertThat(check.err()).isEmpty();
    assertThat(JSON.readTree(check.out()).get("posts").get("read").asInt()).isPositive();
    assertThat(house.folder().resolve("data")).doesNotExist();
    return check;
  }

  private CommandRun feeds(Path posts, Instant evening) throws Exception {
    var house = new CorpusHouse(temp.resolve("feeds"), posts, 9);
    house.readers(List.of());
    CommandRun feeds = CommandRun.in(house.folder(), "feeds", "--at", evening.toString());
    assertThat(feeds.exit()).as(feeds.err()).isIn(0, 1);
    return feeds;
  }

  /** What was judged once need not be judged again. */
  private static void forgetWhatIsTheSame(Path judged, Path site) throws Exception {
    try (Stream<Path> tree = Files.walk(site)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path twin = judged.resolve(site.relativize(file));
        if (Files.isRegularFile(twin) && Files.mismatch(twin, file) < 0) Files.delete(file);
      }
    }
  }

  private int pages(Path site) throws Exception {
    try (Stream<Path> tree = Files.walk(site)) {
      List<Path> files = tree.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        String name = site.relativize(file).toString();
        if (name.endsWith(".html")) eye.look(name, Files.readString(file));
        else if (name.endsWith(".json")) for (JsonNode item : JSON.readTree(file.toFile()).get("items")) eye.look(name, item.get("content_html").asText());
        else if (name.endsWith(".xml") && !name.endsWith("opml.xml")) FeedJudge.contents(file).forEach(html -> eye.look(name, html));
      }
      return (int) files.stream().filter(file -> file.toString().endsWith(".html")).count();
    }
  }

  private Run run(Path posts, List<String> categories, List<Instant> evenings, String code) throws Exception {
    var relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    relay.start();
    try {
      var house = new CorpusHouse(temp.resolve("run"), posts, relay.getSmtp().getPort());
      house.readers(categories);
      Duration longest = Duration.ZERO;
      int mails = 0;
      for (Instant evening : evenings) {
        CommandRun run = CommandRun.in(house.folder(), "run", "--now", "daily", "--json", "--at", evening.toString());
        assertThat(run.exit()).as(run.err()).isIn(0, 1);
        assertThat(run.err()).doesNotContain("should not have happened");
        int sent = accounted(JSON.readTree(run.out()));
        assertThat(relay.getReceivedMessages()).hasSize(sent);
        for (var mail : relay.getReceivedMessages()) ReadMail.of(mail).look(eye, code);
        relay.purgeEmailFromAllMailboxes();
        mails += sent;
        longest = run.took().compareTo(longest) > 0 ? run.took() : longest;
      }
      assertThat(mails).isGreaterThanOrEqualTo(CorpusHouse.READERS);
      return new Run(mails, longest);
    } finally {
      relay.stop();
    }
  }

  private static int accounted(JsonNode run) {
    int sent = 0;
    for (JsonNode edition : run.get("editions")) {
      assertThat(edition.get("sent").asInt()).as(edition.toString()).isEqualTo(edition.get("planned").asInt());
      sent += edition.get("sent").asInt();
    }
    return sent;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  private static void table(String corpus, List<Reading> readings, List<String> rest) throws Exception {
    long published = readings.stream().filter(reading -> reading.post().isPresent()).count();
    long drafts = readings.stream().filter(Reading::draft).count();
    long held = readings.stream().filter(reading -> reading.problems().stream().anyMatch(problem -> problem.severity() == PostProblem.Severity.ERROR)).count();
    long warned = readings.stream().filter(reading -> reading.post().isPresent() && !reading.problems().isEmpty()).count();
    var cells = new ArrayList<String>(List.of(corpus, readings.size() + "", published + "", warned + "", held + "", drafts + "", (readings.size() - published - drafts - held) + ""));
    cells.addAll(rest);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("corpora.md"), cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")),
        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
