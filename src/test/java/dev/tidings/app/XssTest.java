package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.demo.Newsroom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P5: what readers get is opened in a real browser. Nothing of an author's runs, and no link leaves http, https and mailto. */
class XssTest {
  private static final int AT_ONCE = 60;

  /** In every frame: tells the top page that xss() ran, then, after poking each element, what links there are. */
  private static final String CANARY = """
      window.xss = () => top.postMessage({hit: location.href}, '*');
      for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.xss;
      if (window.top === window) {
        window.hits = []; window.odd = []; window.seen = 0; window.links = 0;
        addEventListener('message', at => {
          if (at.data.hit) hits.push(at.data.hit);
          if (at.data.seen) { seen++; links += at.data.links; odd.push(...at.data.odd); }
        });
      } else addEventListener('load', () => setTimeout(() => {
        const odd = []; let links = 0;
        for (const element of document.querySelectorAll('*')) {
          for (const event of ['mouseover', 'mouseenter', 'pointerover', 'focus', 'focusin', 'error', 'load', 'toggle', 'begin', 'animationstart', 'transitionend', 'start', 'submit'])
            element.dispatchEvent(new Event(event));
          for (const attribute of element.attributes) {
            if (/^on/i.test(attribute.name)) odd.push(location.href + ' ' + element.outerHTML.slice(0, 200));
            if (!/^(href|src|action|formaction|data|background|poster|xlink:href|ping|srcset)$/i.test(attribute.name)) continue;
            links++;
            let scheme = 'none'; try { scheme = new URL(attribute.value, document.baseURI).protocol } catch (e) { }
            if (!/^(https?|mailto):$/.test(scheme)) odd.push(location.href + ' ' + attribute.name + '=' + attribute.value.slice(0, 200));
          }
        }
        top.postMessage({seen: true, odd, links}, '*');
      }, 20));
      """;

  @Test
  @Tag("slow")
  void nothingRunsInMailsPagesAndFeeds(@TempDir Path home) throws IOException {
    List<String> vectors = Vectors.of("xss.txt");
    assertThat(vectors).hasSizeGreaterThanOrEqualTo(120).doesNotHaveDuplicates();
    nothingRuns(home, vectors);
  }

  @Test
  void nothingOfEveryFifteenthRuns(@TempDir Path home) throws IOException {
    List<String> vectors = Vectors.of("xss.txt");
    nothingRuns(home, IntStream.range(0, vectors.size() / 15).mapToObj(i -> vectors.get(15 * i)).toList());
  }

  private static void nothingRuns(Path home, List<String> vectors) throws IOException {
    try (Browser browser = Browser.open(); PaperHouse house = Vectors.house(home, vectors)) {
      Newsroom.Report report = house.run(PaperHouse.MORNING);
      Map<String, StrictMail> mails = house.mails();
      assertThat(mails).as(() -> String.join("\n", report.problems())).hasSize(Vectors.lots(vectors) + 1);
      List<Path> shown = new ArrayList<>();
      for (var mail : mails.entrySet()) shown.add(put(home, "mail-" + mail.getKey(), mail.getValue().html()));
      shown.addAll(feeds(home));
      try (Stream<Path> pages = Files.walk(home.resolve("site"))) {
        shown.addAll(pages.filter(page -> page.toString().endsWith(".html") || page.toString().endsWith(".xml")).sorted().toList());
      }
      Findings found = look(browser, home, shown);
      assertThat(found.hits).isEmpty();
      assertThat(found.odd).isEmpty();
      assertThat(found.links).isGreaterThan(vectors.size() * 10L);
      System.out.printf("P5: %d vectors, %d documents, %d links%n", vectors.size(), shown.size(), found.links);
    }
  }

  @Test
  void theCanarySings(@TempDir Path home) throws IOException {
    try (Browser browser = Browser.open()) {
      Findings found = look(browser, home, List.of(put(home, "bad", "<img src=x: onerror=xss()><p onmouseover=\"xss()\">x</p><a href=' java\tscript:xss()'>x</a>")));
      assertThat(found.hits).hasSizeGreaterThanOrEqualTo(2);
      assertThat(found.odd).hasSize(4);
    }
  }

  /** The content of each entry as a careless feed reader would show it: as it is. */
  private static List<Path> feeds(Path home) throws IOException {
    List<Path> shown = new ArrayList<>();
    JsonNode items = new ObjectMapper().readTree(home.resolve("site/feeds/all/feed.json").toFile()).get("items");
    for (JsonNode item : items)
      shown.add(put(home, "json-" + shown.size(), item.path("content_html").asText()));
    for (String name : List.of("rss.xml", "atom.xml"))
      for (var entry : Jsoup.parse(Files.readString(home.resolve("site/feeds/all/" + name)), "", Parser.xmlParser()).select("item, entry")) {
        StringBuilder html = new StringBuilder();
        entry.select("description, content, content|encoded, summary").forEach(part -> html.append(part.wholeText()));
        shown.add(put(home, name + "-" + shown.size(), html.toString()));
      }
    return shown;
  }

  private static Path put(Path home, String name, String html) throws IOException {
    Path file = home.resolve("shown").resolve(name.replaceAll("[^\\w.-]", "_") + ".html");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, html.contains("<html") ? html : "<!DOCTYPE html><meta charset=utf-8>" + html);
  }

  private record Findings(List<String> hits, TreeSet<String> odd, long links) {}

  private static Findings look(Browser browser, Path home, List<Path> shown) throws IOException {
    browser.beforeAnyScript(CANARY);
    var hits = new ArrayList<String>();
    var odd = new TreeSet<String>();
    long links = 0;
    for (int from = 0; from < shown.size(); from += AT_ONCE) {
      List<Path> some = shown.subList(from, Math.min(shown.size(), from + AT_ONCE));
      var frames = new StringBuilder("<!DOCTYPE html><title>frames</title>");
      some.forEach(page -> frames.append("<iframe src=\"").append(page.toUri()).append("\"></iframe>"));
      browser.driver.get(Files.writeString(home.resolve("frames.html"), frames).toUri().toString());
      long wanted = some.stream().filter(page -> page.toString().endsWith(".html")).count();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ((Number) browser.driver.executeScript("return seen")).longValue() >= wanted);
      ((List<?>) browser.driver.executeScript("return hits")).forEach(hit -> hits.add(String.valueOf(hit)));
      ((List<?>) browser.driver.executeScript("return odd")).forEach(one -> odd.add(String.valueOf(one)));
      links += ((Number) browser.driver.executeScript("return links")).longValue();
    }
    return new Findings(hits, odd, links);
  }
}
