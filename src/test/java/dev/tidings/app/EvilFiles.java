package dev.tidings.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files made to cost time, memory or trust, by name. */
final class EvilFiles {
  static final String HEAD = "---\ntitle: Tide table\ndate: 2026-11-22 09:00:00\n---\n";
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private EvilFiles() {}

  static Map<String, byte[]> all() {
    var evil = new EvilFiles();
    evil.frontMatter();
    evil.blocks();
    evil.inlines();
    evil.floods();
    evil.bytes();
    return evil.files;
  }

  private void frontMatter() {
    front("bomb", "a: &a [x, x]\n" + lines(30, i -> "b" + i + ": &b" + i + " [" + (i == 0 ? "*a, *a" : "*b" + (i - 1) + ", *b" + (i - 1)) + "]"));
    front("merge-keys", "a: &a {k: v}\n" + lines(2_000, i -> "m" + i + ": {<<: *a}"));
    front("anchor-in-itself", "a: &a [*a]\n");
    front("flow-lists", "x: " + "[".repeat(20_000) + "\n");
    front("flow-maps", "x: " + "{a: ".repeat(20_000) + "\n");
    front("block-maps", IntStream.range(0, 2_000).mapToObj(i -> " ".repeat(i) + "k:").collect(Collectors.joining("\n")) + "\n");
    front("block-lists", "x: " + "\n  " + "- ".repeat(20_000) + "deep\n");
    front("question-marks", "? ".repeat(20_000) + "a\n");
    front("keys", lines(20_000, i -> "key" + i + ": v"));
    front("quoted", "x: \"" + "\\u0041".repeat(50_000) + "\"\n");
    front("global-tag", "x: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]\n");
    front("binary-tag", "x: !!binary " + "A".repeat(100_000) + "\n");
    front("own-tag", "x: !<tag:evil.example,2026:thing> {a: b}\n");
    front("duplicates", "author: Ada\nauthor: Bo\n");
    front("second-title", "title: Another title\n");
    front("long-number", "x: " + "9".repeat(100_000) + "\ny: 0x" + "f".repeat(50_000) + "\nz: 1e999999999\n");
    front("sexagesimal", "x: " + "1:".repeat(50_000) + "1\n");
    toml("nesting", "x = " + "[".repeat(20_000) + "\n");
    toml("tables", "x = " + "{a=".repeat(20_000) + "\n");
    toml("dotted", "a.".repeat(20_000) + "b = 1\n");
    toml("headings", lines(20_000, i -> "[t" + i + "]"));
    toml("duplicates", "title = \"Another\"\n");
  }

  private void front(String name, String keys) {
    file("yaml-" + name, "---\ntitle: Tide table\ndate: 2026-11-22 09:00:00\n" + keys + "---\nThe tide is high at nine.\n");
  }

  private void toml(String name, String keys) {
    file("toml-" + name, "+++\ntitle = \"Tide table\"\ndate = 2026-11-22T09:00:00Z\n" + keys + "+++\nThe tide is high at nine.\n");
  }

  private void blocks() {
    body("quotes", ">".repeat(20_000) + " deep");
    body("quotes-apart", "> ".repeat(20_000) + "deep");
    body("quotes-line-by-line", lines(1_000, i -> "> ".repeat(i) + "q"));
    body("bullets", "- ".repeat(20_000) + "deep");
    body("stars", "* ".repeat(20_000) + "deep");
    body("pluses", "+ ".repeat(20_000) + "deep");
    body("numbers", "1. ".repeat(20_000) + "deep");
    body("brackets-of-numbers", "1) ".repeat(20_000) + "deep");
    body("bullets-line-by-line", lines(800, i -> "  ".repeat(i) + "- item"));
    body("numbers-line-by-line", lines(800, i -> "   ".repeat(i) + "1. item"));
    body("mixed", "> - 1. * ".repeat(5_000) + "deep");
    body("tasks", ("- [ ] ".repeat(59) + "x\n").repeat(500));
    body("exclamations", "! ".repeat(900_000));
    body("dashes", "a -- ".repeat(300_000));
    body("notes", lines(500, i -> "    ".repeat(i) + "[^n" + i + "]: note"));
    body("html-divs", "<div>".repeat(20_000) + "deep");
    body("html-divs-apart", "<div>\n".repeat(20_000) + "deep");
    body("html-lists", "<ul><li>".repeat(10_000) + "deep");
    body("html-tables", "<table><tr><td>".repeat(5_000) + "deep");
    body("html-inline", "a " + "<b><i>".repeat(20_000) + "deep");
    body("html-fonts", "<p>" + "<font><a href=x>".repeat(3_000) + "</p>".repeat(3_000));
    body("html-attributes", "<div " + lines(20_000, i -> "a" + i + "=x") + ">deep</div>");
    body("html-comments", "<!--".repeat(25_000));
    body("html-open", "a " + "<a ".repeat(30_000));
    body("html-questions", "a " + "<?".repeat(40_000));
    body("html-cdata", "a " + "<![CDATA[".repeat(10_000));
    body("html-declarations", "a " + "<!A ".repeat(25_000));
    body("html-declarations-closed", "a " + "<!A ".repeat(25_000) + ">");
    body("html-questions-closed", "a " + "<? > ".repeat(20_000));
    body("html-cdata-closed", "a " + "<![CDATA[ > ".repeat(8_000));
    body("html-comment-long", "a <!-- " + "tide ".repeat(20_000) + " -->");
    body("html-question-long", "a <? " + "tide ".repeat(20_000) + " ?>");
    body("html-attributes-inline", "a <b " + IntStream.range(0, 20_000).mapToObj(i -> "a" + i + "=\"x\" ").collect(Collectors.joining()) + ">deep</b>");
    body("html-attribute-long", "a <b title=\"" + "tide ".repeat(20_000) + "\">deep</b>");
    body("fences", "```\n".repeat(20_001));
    body("tildes", "~".repeat(80_000));
    body("headings", "# a\n".repeat(20_000));
    body("underlines", "a\n=\n".repeat(20_000));
    body("table-columns", "|a".repeat(5_000) + "|\n" + "|-".repeat(5_000) + "|\n" + ("|b".repeat(5_000) + "|\n").repeat(3));
    body("table-short-rows", "|a".repeat(1_000) + "|\n" + "|-".repeat(1_000) + "|\n" + "|b|\n".repeat(2_000));
    body("table-pipes", "|".repeat(80_000));
  }

  private void inlines() {
    body("backticks-rising", IntStream.range(1, 400).mapToObj(i -> "`".repeat(i) + " ").collect(Collectors.joining()));
    body("backticks-apart", "` `` ".repeat(16_000));
    body("backticks", "`".repeat(80_000));
    body("brackets", "[".repeat(100_000));
    body("brackets-closed", "[".repeat(50_000) + "]".repeat(50_000));
    body("brackets-nested-lines", "[a\n".repeat(30_000));
    body("links-nested", "[a](".repeat(25_000));
    body("links-angled", "[a](<b".repeat(16_000));
    body("links-round", "[a](" + "(".repeat(50_000));
    body("images", "![[".repeat(33_000));
    body("images-nested", "![".repeat(300) + "x" + "](y)".repeat(300));
    body("links-in-links", "[".repeat(300) + "x" + "](y)".repeat(300));
    body("stars-run", "*".repeat(100_000));
    body("stars-nested", "*a **b ".repeat(14_000));
    body("stars-both", "**a*".repeat(500) + "x" + "*a**".repeat(500));
    body("stars-deep", "*a _b ".repeat(1_000) + " c_ d*".repeat(1_000));
    body("underscores", "_a __b ".repeat(14_000));
    body("strikes", "~~a ".repeat(25_000));
    body("strikes-run", "~".repeat(3) + "x" + "~~a~".repeat(20_000));
    body("angles", "<".repeat(100_000));
    body("angles-links", "<http://a.example/".repeat(5_000));
    body("at-signs", "a@".repeat(50_000));
    body("dots", "www.".repeat(25_000));
    body("colons", "http://".repeat(14_000));
    body("long-address", "http://a.example/" + "a.(".repeat(30_000));
    body("mail-angled", "a <a@" + "b.".repeat(20_000) + "example>");
    body("links-titled", "[a](/b \"" + "tide ".repeat(20_000) + "\")");
    body("links-escaped", "[a](<" + "\\>a".repeat(20_000) + ">)");
    body("links-long", "[a](" + "b".repeat(100_000) + ")");
    body("label-long", "[" + "\\a".repeat(50_000) + "]: /x");
    body("lines-of-pipes", "]]|\n".repeat(25_000));
    body("lines-of-numbers", "1\n".repeat(50_000));
    body("lines-with-a-hard-break", "0{ x  \n".repeat(20_000));
    body("tags-line-by-line", "-[a](b)<pre>\n".repeat(8_000));
    body("mails", "a.".repeat(50_000) + "@b.example");
    body("entities", "&".repeat(100_000));
    body("entities-long", "&" + "a".repeat(100_000) + ";" + "&#".repeat(30_000));
    body("entities-many", "&amp;&#x1F600;&lt;".repeat(6_000));
    body("backslashes", "\\".repeat(100_001));
    body("template-marks", "{{".repeat(20_000) + "{%".repeat(20_000));
    body("blanks", "a" + " ".repeat(200_000) + "b");
    body("tabs", "\t".repeat(200_000) + "b");
    body("hard-breaks", "a  \n".repeat(30_000));
  }

  private void floods() {
    body("references", lines(10_000, i -> "[r" + i + "]: /x" + i) + "\n" + lines(10_000, i -> "[r" + i + "]"));
    body("references-same", "[r]: /x\n".repeat(10_000) + "\n" + "[r] ".repeat(10_000));
    body("references-missing", "[a][b] ".repeat(15_000));
    body("references-long", "[" + "a".repeat(900) + "]: /x\n\n" + ("[" + "a".repeat(900) + "] ").repeat(100));
    body("references-open", lines(10_000, i -> "[r" + i + "]: <"));
    body("reference-titled", "[r]: /x \"" + "tide ".repeat(20_000) + "\"");
    body("references-titles", "[r]: /x \"\n".repeat(10_000));
    body("footnotes", lines(5_000, i -> "word[^" + i + "]") + "\n" + lines(5_000, i -> "[^" + i + "]: note\n"));
    body("footnotes-same", "word[^1] ".repeat(10_000) + "\n\n[^1]: note");
    body("footnotes-round", "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]");
    body("footnotes-missing", "word[^1] ".repeat(10_000));
    for (char c = '!'; c < 127; c++)
      if (!Character.isLetterOrDigit(c)) body("two-megabytes-of-" + (int) c, String.valueOf(c).repeat(2_000_000));
    body("two-megabytes-of-lines", "a\n".repeat(1_000_000));
    body("two-megabytes-of-paragraphs", "a\n\n".repeat(700_000));
    body("two-megabytes-of-letters", "a".repeat(2_000_000));
  }

  private void bytes() {
    file("byte-order-mark", "\uFEFF" + HEAD + "The tide is high at nine.\n");
    file("returns", (HEAD + "The tide is high at nine.\n").replace("\n", "\r\n"));
    file("lone-returns", (HEAD + "The tide is high at nine.\n").replace("\n", "\r"));
    file("nul", HEAD + "The tide\0is high.\n");
    file("controls", HEAD + "The\u0001\u0008\u001b[31m\u007f\u0085\u2028\u202e tide is high.\n");
    file("empty", "");
    file("half", "---\ntitle: Tide ta");
    file("half-body", HEAD);
    var broken = new ByteArrayOutputStream();
    broken.writeBytes((HEAD + "The tide ").getBytes(UTF_8));
    broken.writeBytes(new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff, (byte) 0xfe, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    files.put("invalid-utf-8", broken.toByteArray());
    files.put("utf-16", (HEAD + "The tide is high.\n").getBytes(java.nio.charset.StandardCharsets.UTF_16));
  }

  private void body(String name, String text) {
    file("body-" + name, HEAD + text + "\n");
  }

  private void file(String name, String text) {
    files.put(name, text.getBytes(UTF_8));
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  /** What is no ordinary file, or a very large one; those that could not be made here are left out. */
  static void odd(Path posts, Path outside) throws Exception {
    try (var big = new RandomAccessFile(posts.resolve("evil-large.md").toFile(), "rw")) {
      big.writeBytes(HEAD);
      big.setLength(100L << 20);
    }
    old(posts.resolve("evil-large.md"));
    new ProcessBuilder("mkfifo", posts.resolve("evil-pipe.md").toString()).start().waitFor();
    Files.writeString(outside, HEAD + "A canary from outside.\n");
    old(outside);
    Files.createSymbolicLink(posts.resolve("evil-link-out.md"), outside);
    Files.createSymbolicLink(posts.resolve("evil-link-to-itself.md"), Path.of("evil-link-to-itself.md"));
    Files.createSymbolicLink(posts.resolve("evil-link-to-nothing.md"), Path.of("nothing.md"));
    Files.createSymbolicLink(posts.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(posts.resolve("out"), outside.getParent());
  }

  /** Old enough not to be taken for a file that is still being written. */
  static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
  }
}
