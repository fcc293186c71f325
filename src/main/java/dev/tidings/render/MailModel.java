package dev.tidings.render;

import dev.tidings.post.Sentiment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mail template sees; docs/templates.md lists it. Plain values only: no template can reach a post, a store or a
 * reader through it. What does not exist is null, which Thymeleaf's {@code th:if} reads as false. Every {@code html} went
 * through the sanitiser; everything else is plain text.
 */
public record MailModel(
    Page page, Masthead masthead, @Nullable Opening opening, News news, @Nullable Tone tone, Footer footer) {

  /** By the names that a template knows. */
  Map<String, Object> named() {
    var named = new HashMap<String, Object>(Map.of("page", page, "masthead", masthead, "news", news, "footer", footer));
    if (opening != null) named.put("opening", opening);
    if (tone != null) named.put("tone", tone);
    return named;
  }

  /**
   * @param direction {@code ltr} or {@code rtl}
   * @param title the subject
   * @param logo absolute URL
   */
  public record Page(String language, String direction, String title, @Nullable String logo) {}

  /**
   * @param topics the preheader: up to three short headlines
   * @param stories all of them, also those behind "and N more"
   */
  public record Masthead(String newsletter, String date, int stories, int minutes, @Nullable String topics) {}

  /** The editor's opening lines, corrections and, where there is one, the block that somebody paid for. */
  public record Opening(@Nullable Line words, @Nullable Line sponsored, List<Correction> corrections) {}

  /** What was wrong with a story that this reader was told. @param said in its author's words */
  public record Correction(Headline headline, Line said) {}

  /**
   * A mail that says what was wrong with another one.
   *
   * @param about one sentence: which edition it corrects · @param subject of that edition
   * @param words the editor's; null where the stories say it all
   */
  public record Erratum(String about, String subject, @Nullable Line words, List<Correction> stories) {}

  /** @param brief one line each */
  public record News(Story lead, List<Section> sections, List<Story> brief, @Nullable More more) {}

  /** @param label the category; null where the edition has only one */
  public record Section(@Nullable String label, List<Story> stories) {}

  /**
   * @param number its place in this mail, from 1
   * @param numbers the lead's only
   * @param quote the lead's only
   */
  public record Story(
      int number, Headline headline, Origin origin, List<Line> bullets, List<Line> numbers, @Nullable Quote quote) {}

  /** @param language the post's own · @param direction of the title's script */
  public record Headline(String text, String link, String language, String direction) {}

  /**
   * The small print of a story.
   *
   * @param category null where a section's label says it already
   * @param source what the story is about; null also where it is the headline's own link
   * @param sources what the story stands on, as many as are shown
   * @param moreSources how many are not
   */
  public record Origin(
      @Nullable String category, @Nullable Link source, @Nullable Mood mood, List<Link> sources, int moreSources) {}

  /** @param links that the HTML has and the text does not show */
  public record Line(String html, String text, List<String> links) {}

  /** @param url null for a source that is a name only */
  public record Link(String text, @Nullable String url) {}

  /** @param shape one of ○ ◔ ◑ ◕ ● · @param score {@code 6/10} · @param label the author's words; may be empty */
  public record Mood(String shape, String score, String label) {
    private static final String[] SHAPES = {"○", "◔", "◑", "◕", "●"};
    private static final int LABEL = 80;

    /** @param words say how a score is written */
    public static Mood of(Sentiment sentiment, Words words) {
      return new Mood(shape(sentiment.step()), words.say("score", sentiment.score().toPlainString()), Plain.line(sentiment.label(), LABEL));
    }

    static String shape(int step) {
      return SHAPES[Math.max(0, Math.min(SHAPES.length - 1, step))];
    }
  }

  /** @param words in quotation marks */
  public record Quote(String words, String speaker) {}

  public record More(int count, String link) {}

  /** @param shapes one per story with a score, gloomiest first; past ten stories, how many of each */
  public record Tone(String shapes, String lowest, String highest) {}

  /**
   * @param host of the site, as readers know it
   * @param leave the unsubscribe link, null where the house has neither a server nor an address for it
   * @param preferences null without a server
   * @param view this edition on the web
   */
  public record Footer(
      String host, @Nullable String leave, @Nullable String preferences, Pages pages, String postal) {}

  /** @param join where somebody this mail was forwarded to can subscribe */
  public record Pages(String view, String feeds, String join) {}
}
