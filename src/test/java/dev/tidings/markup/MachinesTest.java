package dev.tidings.markup;

import static org.assertj.core.api.Assertions.assertThat;

import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import dev.tidings.markup.Machines.Need;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever is left out for speed is left out only where it would have done nothing. */
class MachinesTest {
  private static final List<String> SCRAPS = List.of("carts", "Bread", " ", " ", ". ", "...", ". . .", "--", "---", "-", "|", "\n|---|\n", "\n", "\n\n", "[^1]", "\n[^1]: note\n", "[ ] ", "\n- [x] done",
      "~~gone~~", "~", "https://almanack.example/a", "www.almanack.example", "wWW.almanack.example", "WwW.almanack.example", ".\t.", ".\n.", "<https://almanack.example/>", "[a](https://b.example/)", "(https://c.example)", "post@almanack.example", "ftp://d.example/x", "*", "_", "**",
      "`", "<b>", "</b>", "&amp;", "&", "# ", "1. ", "> ", "\"https://e.example\"", "'", "“", "’", "…", ":", ";", "/", "Mr. ", "3.5", "日本。", "עיר", "\\", "!", "=", "+ ", "(c)", "<<", ">>", "HTTPS://F.EXAMPLE", "mailto:g@h.example");
  /** What our own inline parser and headings are for. */
  private static final List<String> SLOW = List.of("a", "b ", "\n", "\n", "\n\n", "# a", "#", "===", "=", "---", "-", "- ", "> ", "  ", "    ", "\t", "[a]: /x", "[b]: <", "[a]", "[b][a]", "[c](d \"e\")", "[c](d 'e\\''f')", "\"t\"", "\"t\\\"", "(t)", "'t", "](", ")",
      "<a href=\"x\">", "</a>", "<b", "<!A ", ">", "<!-- ", "-->", "<?", "?>", "<![CDATA[", "]]>", "&amp;", "&#x41;", "&", "`", "``", "`c`", "*", "_", "**", "~~", "|", "|-|", "<http://a.example>", "<a@b.example>", "<", "\\", "![", "[^1]", "[^1]: n", "<div>", "1. ");
  private final Machines machines = new Machines();
  private final Markdown markdown = new Markdown();

  @Test
  void extensionsThatAreLeftOutWouldHaveChangedNothing() {
    var random = new Random(1666);
    for (int i = 0; i < 6_000; i++) {
      String text = scraps(random, 1 + random.nextInt(9));
      assertThat(machines.html(text)).as(text).isEqualTo(machines.html(text, EnumSet.allOf(Need.class)));
    }
  }

  @Test
  void itReadsAsTheLibraryDoesByItself() {
    EnumSet<Need> all = EnumSet.allOf(Need.class);
    Parser parser = Parser.builder(Machines.options(all)).build();
    HtmlRenderer renderer = HtmlRenderer.builder(Machines.options(all)).build();
    var random = new Random(1668);
    for (int i = 0; i < 6_000; i++) {
      String text = scraps(SLOW, random, 1 + random.nextInt(12));
      assertThat(machines.html(text, all)).as(text).isEqualTo(renderer.render(parser.parse(text)));
    }
  }

  @Test
  void plainLinesReadAsParsedOnesDo() {
    var random = new Random(1667);
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      String line = scraps(random, 1 + random.nextInt(5)).strip();
      if (!Markdown.isPlain(line)) continue;
      plain++;
      assertThat(markdown.inline(line, URI.create("https://dispatch.example/"))).as(line).isEqualTo(markdown.parsed(line, URI.create("https://dispatch.example/")));
    }
    assertThat(plain).isGreaterThan(500);
  }

  @Test
  void emphasisDeeperThanTheStackIsShownWhole() throws InterruptedException {
    String deep = "*a _b ".repeat(2_000) + "deepest" + " c_ d*".repeat(2_000);
    var html = new AtomicReference<String>();
    var small = new Thread(null, () -> html.set(machines.html(deep)), "small stack", 256 * 1024);
    small.start();
    small.join();
    assertThat(html.get()).contains("deepest").startsWith("<p><em>a <em>b ").endsWith("c</em> d</em></p>\n");
    assertThat(html.get().split("<em>", -1)).hasSize(4_001);
  }

  private static String scraps(Random random, int count) {
    return scraps(SCRAPS, random, count);
  }

  private static String scraps(List<String> scraps, Random random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) text.append(scraps.get(random.nextInt(scraps.size())));
    return text.toString();
  }
}
