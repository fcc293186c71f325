package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said with its file, line and way out; the rest goes on; never a stack trace. */
class BadInputTest {
  private static final String AT = "2026-11-24T07:00:10Z";
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp, relay.address().getPort());
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private Shop.Said run() {
    return run(AT);
  }

  private Shop.Said run(String at) {
    Shop.Said said = shop.say("run", "--now", "daily", "--at", at);
    assertThat(said.all()).doesNotContain("\tat ", "should not have happened");
    return said;
  }

  private void everybodyHasTheMail(Shop.Said said) {
    assertThat(relay.mails).as(said.all()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "language: en   | langauge: en            | config/tidings.yml:4: site.langauge: there is no such key. Did you mean language?",
    "connections: 2 | connections: two        | mail.relay.connections: 'two' is not a number",
    "Europe/London  | Europe/Lundon           | config/tidings.yml:5: site.zone: 'Europe/Lundon': it is not a time zone",
    "every day at 07:00 | evry day at 7       | config/tidings.yml:12: newsletters.daily.schedule: the schedule 'evry day at 7' cannot be read",
    "security: none | 'security: starttls, username: x, password: \"${NO_SUCH_WORD}\"' | the environment has no NO_SUCH_WORD",
    "language: en   | 'language: \"en'        | config/tidings.yml:4: the file: it is not YAML",
  })
  void aConfigurationThatIsWrongStopsEverything(String was, String is, String said) throws IOException {
    configure(was, is);
    Shop.Said run = run();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(said, "Nothing was done.");
    assertThat(temp.resolve("data")).doesNotExist();
    assertThat(temp.resolve("site")).doesNotExist();
  }

  @Test
  void aConfigurationThatIsNotUtf8IsCalledSo() throws IOException {
    Files.write(temp.resolve("config/tidings.yml"), "site: {title: Caf\u00e9}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run().err()).contains("it is not UTF-8 text").doesNotContain("Exception");
  }

  @Test
  void aTemplateThatCannotBeParsedIsNamed() throws IOException {
    shop.write("templates/mail/digest.html", "<p>\n<p th:text=\"${nobody");
    Shop.Said run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error: templates/mail/digest.html:2: Incomplete structure").doesNotContain("(Line =");
    everybodyHasTheMail(run);
  }

  @Test
  void aNoteWhoseWishesNameNoStoryIsReadWithAWarning() throws IOException {
    shop.write("notes/daily/2026-11-24.md", "---\nsubject: Cranes\nlead: lumps\norder:\n  - 2026-11-23-lamps\n  - nothing\ndrop: [posts/none.md]\nhold: 1\n---\nGood morning.\n");
    Shop.Said run = run();
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("warning: notes/daily/2026-11-24.md:3: lead: 'lumps' is none of this edition's stories",
        "warning: notes/daily/2026-11-24.md:4: order: 'nothing' is none", "warning: notes/daily/2026-11-24.md:7: drop: 'posts/none.md' is none",
        "warning: notes/daily/2026-11-24.md:8: there is no wish 'hold'", "as posts/2026-11-23-").doesNotContain("'2026-11-23-lamps' is none");
    everybodyHasTheMail(run);
    assertThat(new StrictMail(relay.mails.get(0).bytes()).field("Subject")).isEqualTo("Cranes");
  }

  @Test
  void anErrorInANoteSpeaksOfTheNote() throws IOException {
    shop.write("notes/daily/2026-11-24.md", "---\nsubject: \"Cranes\n---\nGood morning.\n");
    Shop.Said run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error: notes/daily/2026-11-24.md:2: ", "The edition goes out without this note.").doesNotContain("post is held");
    everybodyHasTheMail(run);
  }

  @Test
  void notesThatNoSlotWillReadAreNamed() throws IOException {
    shop.write("notes/daily/24-11-2026.md", "Good morning.\n");
    shop.write("notes/dialy/2026-11-24.md", "Good morning.\n");
    Shop.Said run = run();
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("warning: notes/daily/24-11-2026.md: ", "2026-11-24.md", "warning: notes/dialy: there is no newsletter 'dialy'");
  }

  /** Mail does not wait for a web server's disk. */
  @Test
  void aSiteThatCannotBeWrittenCostsNobodyTheMail() throws IOException {
    shop.write("site", "a file where a folder should be");
    Shop.Said run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error: site: ", "Feeds and pages", "Mail goes out.");
    everybodyHasTheMail(run);
    assertThat(shop.say("feeds").exit()).isEqualTo(1);
    Files.delete(temp.resolve("site"));
    assertThat(shop.say("run", "--at", AT).exit()).isZero();
    assertThat(temp.resolve("site/feeds/all/rss.xml")).exists();
  }

  @Test
  void aFolderOfPostsThatIsGoneLeavesTheSiteAlone() throws IOException {
    run();
    List<String> before = files("site");
    Files.move(temp.resolve("posts"), temp.resolve("elsewhere"));
    Shop.Said away = shop.say("run", "--at", "2026-11-24T07:10:00Z");
    assertThat(away.exit()).isEqualTo(1);
    assertThat(away.err()).contains("error: posts: ", "Feeds and pages stay as they are");
    assertThat(files("site")).isEqualTo(before);
    Files.move(temp.resolve("elsewhere"), temp.resolve("posts"));
    Shop.Said back = run("2026-11-24T07:20:00Z");
    assertThat(back.exit()).as(back.all()).isZero();
    everybodyHasTheMail(back);
  }

  @Test
  void aClockSetBackIsSaid() {
    run();
    Shop.Said early = run("2026-11-20T07:00:10Z");
    assertThat(early.exit()).isZero();
    assertThat(early.err()).contains("warning: the clock: it says 2026-11-20T07:00", "2026-11-24T07:00");
    everybodyHasTheMail(early);
  }

  @Test
  void anEmptyListIsNotAList() throws IOException {
    shop.write("subscribers/daily.csv", "");
    Shop.Said run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error: subscribers/daily.csv: the file is empty");
    assertThat(relay.mails).isEmpty();
  }

  @Test
  void explainingWhatIsNotThereIsWrongUse() {
    run();
    assertThat(shop.say("explain", "ada@reader.example", "posts/nothing.md").exit()).isEqualTo(2);
    assertThat(shop.say("explain", "zed@reader.example").out()).contains("zed@reader.example is on no newsletter's list");
  }

  @Test
  void whatTheRelaysTroubleIsStandsOnceOnStandardError() throws Exception {
    configure("port: " + relay.address().getPort(), "port: 1");
    Process process = shop.start("run", "--now", "daily", "--at", AT);
    assertThat(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(temp.resolve("err.txt")).split("cannot be reached", -1)).hasSize(2);
  }

  @Test
  void anEmojiInTheSendersNameArrives() throws IOException {
    configure("from: The Harbour Sheet", "from: ⚓ Harbour 👩‍👩‍👧‍👦 of a very long name that takes more than one line 🌊");
    Shop.Said run = run();
    assertThat(run.exit()).as(run.all()).isZero();
    String head = relay.mails.get(0).text().split("\r\n\r\n")[0];
    assertThat(head).matches("\\p{ASCII}*");
    assertThat(head.lines().filter(line -> line.contains("=?UTF-8"))).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 76); // RFC 2047 2
    var from = LenientAddressParser.DEFAULT.parseMailbox(new StrictMail(relay.mails.get(0).bytes()).field("From"));
    assertThat(from.getName()).isEqualTo("⚓ Harbour 👩‍👩‍👧‍👦 of a very long name that takes more than one line 🌊");
    assertThat(from.getAddress()).isEqualTo("sheet@sheet.example");
  }

  private void configure(String was, String is) throws IOException {
    String config = Files.readString(temp.resolve("config/tidings.yml"));
    assertThat(config).contains(was);
    shop.write("config/tidings.yml", config.replace(was, is));
  }

  private List<String> files(String folder) throws IOException {
    var files = new ArrayList<String>();
    try (Stream<Path> tree = Files.walk(temp.resolve(folder))) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) files.add(file + " " + Files.readString(file).hashCode());
    }
    return files;
  }
}
