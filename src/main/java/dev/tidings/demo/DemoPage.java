package dev.tidings.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one page: buttons, inbox, one mail, account, held posts, feeds. */
final class DemoPage {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<String> FEED_FILES = List.of("rss.xml", "atom.xml", "feed.json", "opml.xml", "index.html");

  private final Demo demo;
  private final String token;

  /** @param token must come back with each button */
  DemoPage(Demo demo, String token) {
    this.demo = demo;
    this.token = token;
  }

  /** @param number of the mail that is open; 0 for the newest @param kind html, text or source */
  String draw(int number, String kind) {
    Demo.State state = demo.state();
    Newsroom.Report report = demo.report();
    List<Letter> letters = demo.letters();
    Optional<Letter> open = letters.stream().filter(letter -> letter.number() == number).findFirst();
    if (open.isEmpty()) open = fullest(letters);
    var page = new Markup();
    page.raw("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width, initial-scale=1'>");
    page.raw("<link rel=icon href='data:,'><link rel=stylesheet href=/demo.css><title>Tidings: demo</title>");
    header(page, state);
    page.raw("<main><div class=desk>");
    inbox(page, letters, open);
    mail(page, open, kind);
    page.raw("</div>");
    account(page, report.account());
    list(page, "Held back and noticed", report.problems(), "Nothing is held back. A post that cannot be used is named here, with its line and the way out.");
    if (!report.notes().isEmpty()) list(page, "What the run said", report.notes(), "");
    feeds(page);
    return page.raw("</main><footer class=meta>Only this machine can see this page. No mail leaves it.</footer></html>").toString();
  }

  /** Of the last morning's mails the one with most in it. */
  private static Optional<Letter> fullest(List<Letter> letters) {
    if (letters.isEmpty()) return Optional.empty();
    Instant morning = letters.get(letters.size() - 1).arrived().minus(Duration.ofMinutes(10));
    return letters.stream().filter(letter -> letter.arrived().isAfter(morning))
        .max(Comparator.comparingInt(letter -> letter.html().map(String::length).orElse(0)));
  }

  private void header(Markup page, Demo.State state) {
    page.raw("<header><div class=top>").element("h1", state.rehearsal() ? "Rehearsal" : "The London Dispatch, 1666");
    page.raw("<span class=meta>The clock says ").text(DAY.format(state.now().atZone(LONDON))).raw(" in London</span></div><div class=deeds>");
    button(page, "morning", "Next morning", true, true);
    if (!state.rehearsal()) {
      button(page, "late", "A late post comes in", false, true);
      button(page, "edit", "Edit a story", false, true);
    }
    button(page, "break", "Break the relay", false, state.relayListens());
    button(page, "mend", "Mend the relay", false, !state.relayListens());
    page.raw("</div><p class=said role=status>").text(state.said()).raw("</p></header>");
  }

  private void button(Markup page, String deed, String words, boolean first, boolean enabled) {
    page.raw("<form method=post action=/do/" + deed + "><input type=hidden name=token value='" + token + "'>");
    page.raw("<button" + (first ? " class=first" : "") + (enabled ? ">" : " disabled>")).text(words).raw("</button></form>");
  }

  private static void inbox(Markup page, List<Letter> letters, Optional<Letter> open) {
    page.raw("<section><h2>Inbox: ").text(letters.size() == 1 ? "1 mail" : letters.size() + " mails").raw("</h2>");
    if (letters.isEmpty()) page.raw("<p class=meta>No mail yet. A morning with new posts brings one to each reader who follows them.</p>");
    page.raw("<ul class=letters>");
    for (int i = letters.size() - 1; i >= 0; i--) {
      Letter letter = letters.get(i);
      boolean current = open.filter(letter::equals).isPresent();
      page.raw("<li><a href=/mail/" + letter.number() + (current ? " aria-current=true" : "") + ">");
      page.raw("<strong dir=auto>").text(letter.subject()).raw("</strong><small>to ").text(letter.to());
      page.text(letter.html().isEmpty() ? " · text" : "").text(" · " + HOUR.format(letter.arrived().atZone(LONDON))).raw("</small></a>");
    }
    page.raw("</ul></section>");
  }

  private static void mail(Markup page, Optional<Letter> open, String kind) {
    page.raw("<section><h2 dir=auto>").text(open.map(Letter::subject).orElse("No mail open")).raw("</h2>");
    if (open.isPresent()) {
      Letter letter = open.get();
      String shown = kind.equals("html") && letter.html().isEmpty() ? "text" : kind;
      page.raw("<nav class=kinds aria-label='View'>");
      for (String one : letter.html().isEmpty() ? List.of("text", "source") : List.of("html", "text", "source"))
        page.raw("<a href=/mail/" + letter.number() + "?as=" + one + (one.equals(shown) ? " aria-current=true" : "") + ">").text(kindName(one)).raw("</a>");
      page.raw("</nav>");
      String frame = "<iframe title='The mail' sandbox='allow-popups allow-popups-to-escape-sandbox' src=/mail/" + letter.number() + "/html></iframe>";
      if (shown.equals("html")) page.raw(frame);
      else page.raw("<pre dir=auto tabindex=0>").text(shown.equals("text") ? letter.text() : letter.source()).raw("</pre>");
    }
    page.raw("</section>");
  }

  private static String kindName(String kind) {
    return kind.equals("html") ? "HTML" : kind.equals("text") ? "Text" : "Source";
  }

  private static void account(Markup page, List<Newsroom.Row> rows) {
    page.raw("<section><h2>Account</h2>");
    if (rows.isEmpty()) page.raw("<p class=meta>No edition yet. Each one is accounted for here: how many mails were planned, and what became of each.</p>");
    else {
      page.raw("<div class=wide tabindex=0><table><tr><th>Edition<th class=number>Planned<th>What became of them<th class=number>Stories<th>Slot<th>Subject");
      rows.forEach(row -> row(page, row));
      page.raw("</table></div>");
    }
    page.raw("</section>");
  }

  private static void row(Markup page, Newsroom.Row row) {
    Newsroom.Edition edition = row.edition();
    page.raw("<tr><td class=name>").text(edition.newsletter() + " " + edition.number()).raw("<td class=number>").text(row.planned());
    page.raw("<td>").text(states(row.states())).raw("<td class=number>").text(edition.stories());
    page.raw("<td class=name>").text(edition.slot()).raw("<td dir=auto>").text(edition.subject());
  }

  static String states(Map<String, Integer> states) {
    return String.join(" · ", states.entrySet().stream().map(state -> state.getValue() + " " + state.getKey()).toList());
  }

  private static void list(Markup page, String heading, List<String> lines, String none) {
    page.raw("<section>").element("h2", heading);
    if (lines.isEmpty()) page.raw("<p class=meta>").text(none).raw("</p>");
    page.raw("<ul class=plain>");
    lines.forEach(line -> page.raw("<li dir=auto>").text(line));
    page.raw("</ul></section>");
  }

  private void feeds(Markup page) {
    page.raw("<section><h2>Feeds and pages</h2><ul class=plain>");
    for (String path : files()) page.raw("<li><a href='/site/" + Markup.escaped(path) + "'>").text(path).raw("</a>");
    page.raw("</ul></section>");
  }

  private List<String> files() {
    if (!Files.isDirectory(demo.site())) return List.of();
    try (Stream<Path> tree = Files.walk(demo.site(), 4)) {
      return tree.filter(file -> FEED_FILES.contains(file.getFileName().toString()))
          .map(file -> demo.site().relativize(file).toString().replace('\\', '/'))
          .filter(path -> !path.startsWith("posts/")).sorted().limit(60).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
