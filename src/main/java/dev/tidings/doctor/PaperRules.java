package dev.tidings.doctor;

import static dev.tidings.doctor.MailSeen.unless;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Lines 4, 8, 9 and 28 to 32: what a reader sees, with and without HTML. */
record PaperRules(MailSeen mail, String subject, String postalAddress) {
  private static final int CLIPPED = 95_000;
  private static final int STYLE = 16 << 10;
  private static final int SUBJECT = 50;
  private static final int TEXT_LINE = 76;
  private static final Pattern HIDDEN = Pattern.compile("display:none|visibility:hidden|font-size:[01](px)?(;|$)|opacity:0(;|$)|max-height:0|mso-hide");
  private static final ClientRules CLIENTS = ClientRules.shipped();

  List<MailLine> judge() {
    if (mail.html().isEmpty()) return textOnly();
    Document page = mail.page();
    return List.of(parts(page), size(page), harmless(page), subjectLine(), preheader(page), order(page), access(page), text());
  }

  private List<MailLine> textOnly() {
    var plain = MailLine.kept(4, "the two parts (RFC 2046 5.1.4)", "Text only, as this reader wishes.");
    String no = "There is no HTML in it.";
    return List.of(plain, MailLine.kept(8, "size", no), MailLine.kept(9, "nothing that acts", no), subjectLine(), MailLine.kept(29, "preheader", no), MailLine.kept(30, "order of the page", no),
        MailLine.kept(31, "readable by everybody", no), text());
  }

  private MailLine parts(Document page) {
    List<String> lines = mail.text().lines().map(String::strip).toList();
    Optional<String> lacking = page.select("a[href]").eachAttr("href").stream().distinct().filter(link -> lines.stream().filter(link::equals).count() != 1).findFirst();
    return MailLine.of(4, "the two parts (RFC 2046 5.1.4)", "Text first, HTML last, both UTF-8 in quoted-printable; each of %d links once in the text.".formatted(page.select("a[href]").eachAttr("href").stream().distinct().count()), Stream.of(
        unless(mail.field("Content-Type").startsWith("multipart/alternative"), "It is not multipart/alternative."),
        unless(mail.pieces().size() == 2 && mail.pieces().get(0).type().startsWith("text/plain") && mail.pieces().get(1).type().startsWith("text/html"), "The parts are not text/plain, then text/html."),
        unless(mail.pieces().stream().allMatch(piece -> piece.type().contains("charset=utf-8") && piece.encoding().equals("quoted-printable")), "A part is not UTF-8 in quoted-printable."),
        lacking.map(link -> "A link of the HTML does not stand once on a line of the text: " + link + ".")));
  }

  private MailLine size(Document page) {
    int bytes = mail.html().getBytes(StandardCharsets.UTF_8).length;
    int style = page.select("style").stream().mapToInt(element -> element.data().length()).sum();
    String unsubscribe = leave();
    return MailLine.of(8, "size (Gmail clips at 102 KB)", "%,d bytes of HTML, %,d of style; the way out is inside.".formatted(bytes, style), Stream.of(
        unless(bytes <= CLIPPED, "The HTML has %,d bytes; Gmail clips it and with it the way out.".formatted(bytes)),
        unless(style <= STYLE, "The style has %,d bytes, more than 16 KB; Gmail drops it.".formatted(style)),
        unless(!unsubscribe.isEmpty() && !page.select("a[href]").eachAttr("href").stream().filter(unsubscribe::equals).toList().isEmpty(), "The page has no link to leave by.")));
  }

  /** The address that List-Unsubscribe names, as the page links to it. */
  private String leave() {
    return Arrays.stream(mail.field("List-Unsubscribe").split(",")).map(way -> way.replaceAll("[<>\\s]", "")).findFirst().orElse("");
  }

  private MailLine harmless(Document page) {
    Optional<String> link = page.select("a").stream().filter(a -> a.text().matches("[\\w-]+(\\.[\\w-]+)+") && !a.attr("href").contains("://" + a.text())).map(a -> a.text() + " leads to " + a.attr("href") + ".").findFirst();
    return MailLine.of(9, "nothing that acts; honest links", "No script, form, frame or foreign style; every link leads where it says.", Stream.of(
        page.select("script, form, iframe, object, embed, link, base, input, svg, meta[http-equiv]").stream().findFirst().map(element -> "It has a <" + element.tagName() + ">."),
        page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream()).filter(attribute -> attribute.getKey().startsWith("on")
            || (attribute.getKey().equals("href") || attribute.getKey().equals("src")) && !attribute.getValue().matches("(?i)(https?:|mailto:).+")).findFirst()
            .map(attribute -> "It has " + attribute.getKey() + "=\"" + attribute.getValue() + "\"."),
        link));
  }

  private MailLine subjectLine() {
    String rule = "the subject is the news";
    if (subject.toLowerCase(Locale.ROOT).matches("(re|fwd?|aw|wg):.*")) return MailLine.of(28, rule, "", Stream.of(Optional.of("It pretends to be an answer: " + subject + ".")));
    int length = subject.codePointCount(0, subject.length());
    return length > SUBJECT ? MailLine.doubt(28, rule, "\"%s\" has %d characters; telephones show the first 33, few programs more than 50.".formatted(subject, length))
        : MailLine.kept(28, rule, "\"%s\", %d characters.".formatted(subject, length));
  }

  private MailLine preheader(Document page) {
    String first = Optional.ofNullable(page.selectFirst("body p")).map(Element::text).orElse("");
    return MailLine.of(29, "the preheader is the first visible line", "\"" + first + "\"", Stream.of(
        unless(!first.isEmpty() && page.body().text().startsWith(first.substring(0, Math.min(20, first.length()))), "Something else stands in front of it."),
        unless(first.split(" · ").length <= 3, "It names more than three topics."),
        page.getAllElements().stream().filter(element -> HIDDEN.matcher(element.attr("style").replace(" ", "")).find()).findFirst().map(element -> "Text is hidden: " + element.attr("style") + ".")));
  }

  private MailLine order(Document page) {
    String text = page.body().text();
    int name = at(text, page.select("h1").stream().findFirst());
    int story = at(text, page.select("h2").stream().findFirst());
    int footer = text.lastIndexOf(postalAddress.replaceAll("\\s+", " ").strip());
    boolean left = page.select("a[href]").eachAttr("href").stream().anyMatch(leave()::equals);
    return MailLine.of(30, "the order of the page", "Preheader, the newsletter's name, %d stories with a heading, the footer with the way out and the postal address.".formatted(page.select("h2").size()), Stream.of(
        unless(name >= 0 && story > name, "The newsletter's name does not stand above the first story."),
        unless(footer > story, "The postal address does not stand below the stories; many countries ask for it. Set site.address."), unless(left, "There is no way out.")));
  }

  private static int at(String text, Optional<Element> element) {
    return element.map(found -> text.indexOf(found.text())).orElse(-1);
  }

  private MailLine access(Document page) {
    Element html = page.getElementsByTag("html").get(0);
    Element wrapper = page.body().children().isEmpty() ? page.body() : page.body().child(0);
    Optional<String> faint = new Contrast(page).weakest().filter(one -> one.ratio() < 4.5).map(one -> "A text has a contrast of only %.1f: %s.".formatted(one.ratio(), one.text()));
    return MailLine.of(31, "readable by everybody", "lang=%s dir=%s, one h1, tables are layout only, contrast ≥ 4.5.".formatted(html.attr("lang"), html.attr("dir")), Stream.of(
        unless(Stream.of(html, wrapper).allMatch(element -> !element.attr("lang").isEmpty() && !element.attr("dir").isEmpty()), "lang or dir is missing on html or its wrapper."),
        unless(page.select("h1").size() == 1 && !page.select("h2").isEmpty(), "There is not one h1 with h2 below it."),
        unless(page.select("table:not([role=presentation])").isEmpty(), "A layout table has no role=presentation."),
        unless(page.select("img:not([alt])").isEmpty(), "An image has no alt."),
        CLIENTS.judge(page, mail.html()).stream().findFirst(),
        unless(mail.html().contains("prefers-color-scheme"), "It says nothing of dark screens."), faint));
  }

  private MailLine text() {
    List<String> words = mail.text().lines().filter(line -> !line.contains("://") && !line.contains("mailto:")).toList();
    int longest = words.stream().mapToInt(line -> line.codePoints().map(c -> c > 0x2e80 ? 2 : 1).sum()).max().orElse(0);
    return MailLine.of(32, "the text part is a digest of its own", "%d lines, the longest has %d columns.".formatted(mail.text().lines().count(), longest), Stream.of(
        unless(longest <= TEXT_LINE, "A line of text has " + longest + " columns."),
        unless(mail.text().lines().anyMatch(line -> line.matches("\\d+\\. .+")), "Its stories are not numbered."),
        unless(words.stream().noneMatch(line -> line.matches(".*(&(amp|lt|gt|nbsp|#\\d+);|</?(p|a|div|br|b|i|li|td)\\b).*")), "It holds HTML."),
        unless(!mail.text().contains("\r\n\r\n\r\n\r\n"), "It has holes of more than two empty lines.")));
  }
}
