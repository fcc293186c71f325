package dev.tidings.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;

/**
 * Takes one story out of a mail that was made before; everything else keeps its bytes. Whatever the template was: a story's block is the
 * largest element around its link that holds no other story, no headline and no link of the footer.
 */
public final class Excision {
  private static final int TELLING = 10;
  private static final int PREFIX = 40;
  private static final Pattern NUMBERED = Pattern.compile("^\\s*\\d+\\. .*");
  private final Gone gone;
  private final String said;
  private final String brief;
  private final Set<String> phrases = new LinkedHashSet<>();

  /**
   * What is to go.
   *
   * @param link where its headline leads · @param titles all it was called
   * @param others titles of all other stories that may be in the mail
   * @param ways links that begin so are the mail's own, not a story's
   */
  public record Gone(String link, Set<String> titles, Set<String> others, List<String> ways) {}

  /** A mail as it is kept, or as it is afterwards. */
  public record Letter(String subject, Variant.Parts parts, MailBody body) {}

  /** @param empty whether no story is left in it · @param named whether it is still spoken of, in the editor's words */
  public record Result(Letter letter, boolean empty, boolean named) {}

  /** @param said in its place · @param brief the same in one word */
  private Excision(Gone gone, String said, String brief) {
    this.gone = gone;
    this.said = said;
    this.brief = brief;
    gone.titles.stream().map(Excision::plain).filter(title -> !title.isEmpty()).forEach(phrases::add);
  }

  static Result of(Letter letter, Gone gone, Words words) {
    return new Excision(gone, words.say("withdrawn"), words.say("withdrawn.subject")).cut(letter);
  }

  private Result cut(Letter letter) {
    Deque<Hole.Kind> holes = letter.body.holes().stream().map(Hole::kind).collect(Collectors.toCollection(ArrayDeque::new));
    String text = marked(letter.parts.text(), holes); // in the body the text comes first
    Optional<String> html = Optional.of(letter.parts.html()).filter(page -> !page.isEmpty()).map(page -> marked(page, holes));
    Optional<Document> page = html.map(Jsoup::parse);
    page.ifPresent(this::cut);
    boolean left = page.map(this::holdsStory).orElse(false);
    String plainText = cut(text);
    if (page.isEmpty()) left = plainText.lines().anyMatch(this::isStory);
    page.ifPresent(this::silence);
    String quiet = TextFold.fold(silenced(plainText));
    Optional<String> written = page.map(Document::outerHtml);
    String subject = without(letter.subject);
    boolean named = phrases.stream().filter(phrase -> phrase.length() >= TELLING).anyMatch(phrase -> plain(quiet).contains(phrase) || written.filter(made -> plain(made).contains(phrase)).isPresent() || plain(subject).contains(phrase));
    var parts = new Variant.Parts(written.map(Holes::filled).orElse(""), Holes.filled(quiet));
    return new Result(new Letter(subject, parts, MailPress.press(quiet, written)), !left, named);
  }

  /** With marks where readers' own bytes go. @param holes those to come; those that stand in {@code text} are taken */
  private static String marked(String text, Deque<Hole.Kind> holes) {
    Matcher filler = Pattern.compile(Holes.filled(String.valueOf(Holes.mark(Hole.Kind.UNSUBSCRIBE)))).matcher(text);
    return filler.replaceAll(found -> holes.isEmpty() ? found.group() : String.valueOf(Holes.mark(holes.remove())));
  }

  // the HTML

  private void cut(Document page) {
    page.outputSettings().prettyPrint(false);
    for (Optional<Element> link = link(page); link.isPresent(); link = link(page)) {
      Element block = block(link.get());
      block.select("li, h1, h2, h3").eachText().stream().map(Excision::plain).filter(line -> line.length() >= TELLING).forEach(phrases::add);
      block.empty();
      if (block.nameIs("tr")) block.appendElement("td").text(said);
      else block.removeAttr("href").text(said);
    }
  }

  private Optional<Element> link(Document page) {
    return page.select("a[href]").stream().filter(link -> link.attr("href").equals(gone.link)).findFirst();
  }

  private Element block(Element link) {
    Element block = link;
    while (block.parent() != null && !block.parent().nameIs("body") && !block.parent().nameIs("html") && !isMore(block.parent(), link)) block = block.parent();
    return block;
  }

  /** Whether it holds more than the story around {@code link}. */
  private boolean isMore(Element element, Element link) {
    return element.select("h1, h2").stream().anyMatch(heading -> !heading.select("a").contains(link) && heading.select("a").stream().noneMatch(own -> own.attr("href").equals(gone.link)))
        || element.select("a[href]").stream().anyMatch(other -> isOther(other) || isWay(other.attr("href")));
  }

  private boolean isOther(Element link) {
    return !link.attr("href").equals(gone.link) && gone.others.contains(plain(link.text()));
  }

  private boolean isWay(String url) {
    return url.chars().anyMatch(Holes::isMark) || gone.ways.stream().anyMatch(url::startsWith);
  }

  private boolean holdsStory(Document page) {
    return page.select("a[href]").stream().anyMatch(this::isOther);
  }

  /** Its words in what stands around: the line that inboxes show, the title. */
  private void silence(Document page) {
    var texts = new ArrayList<TextNode>();
    NodeTraversor.traverse((node, depth) -> {
      if (node instanceof TextNode text) texts.add(text);
    }, page);
    for (TextNode text : texts) {
      String quiet = without(text.getWholeText());
      if (!quiet.equals(text.getWholeText())) text.text(quiet);
    }
  }

  /** A line of topics without this one. */
  private String without(String line) {
    String[] topics = line.split(" · ", -1);
    List<String> left = Arrays.stream(topics).filter(topic -> !isAbout(topic)).toList();
    if (left.size() == topics.length) return line;
    return left.isEmpty() ? brief : String.join(" · ", left);
  }

  /** Whether it is one of the phrases, or the beginning of one. */
  private boolean isAbout(String topic) {
    String words = plain(topic).replaceAll("…$", "").strip();
    return phrases.stream().anyMatch(phrase -> phrase.equals(words) || words.length() >= TELLING && phrase.startsWith(words));
  }

  // the text

  private String cut(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int at = find(lines, line -> line.strip(), gone.link); at >= 0; at = find(lines, line -> line.strip(), gone.link)) {
      int from = begin(lines, at);
      int to = at + 1;
      while (to < lines.size() && !lines.get(to).isBlank() && !NUMBERED.matcher(lines.get(to)).matches()) to++;
      String number = NUMBERED.matcher(lines.get(from)).matches() ? lines.get(from).replaceAll("^(\\s*\\d+\\. ).*", "$1") : "";
      lines.subList(from, to).clear();
      lines.add(from, number + said);
    }
    return String.join("\n", lines) + "\n";
  }

  private static int find(List<String> lines, UnaryOperator<String> read, String wanted) {
    for (int i = 0; i < lines.size(); i++) if (read.apply(lines.get(i)).equals(wanted)) return i;
    return -1;
  }

  /** The line with its headline above the link, else where its paragraph begins. */
  private int begin(List<String> lines, int link) {
    for (int i = link - 1; i >= 0; i--) {
      String line = plain(lines.get(i).replaceFirst("^\\s*\\d+\\. ", ""));
      if (line.length() >= 3 && gone.titles.stream().map(Excision::plain).anyMatch(title -> title.startsWith(line) && line.length() >= Math.min(PREFIX / 2, title.length()))) return i;
    }
    int from = link;
    while (from > 0 && !lines.get(from - 1).isBlank()) from--;
    return from;
  }

  private boolean isStory(String line) {
    return NUMBERED.matcher(line).matches() && !line.contains(said) || gone.others.contains(plain(line));
  }

  /** Above the first rule stands the line of topics, folded. */
  private String silenced(String text) {
    int rule = text.indexOf("====");
    if (rule < 0) return text;
    String head = text.substring(0, rule);
    for (String phrase : phrases) {
      if (phrase.length() < TELLING) continue;
      String words = Arrays.stream(phrase.substring(0, Math.min(PREFIX, phrase.length())).split(" ")).map(Pattern::quote).collect(Collectors.joining("[\\s\\u00a0]+"));
      head = head.replaceAll(words + (phrase.length() > PREFIX ? "[^·…\\n]*(?:\\n(?!\\S{2,3} \\d)[^·…\\n]*)?…?" : ""), Matcher.quoteReplacement(brief));
    }
    return head + text.substring(rule);
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").strip();
  }
}
