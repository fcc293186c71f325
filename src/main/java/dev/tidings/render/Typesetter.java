package dev.tidings.render;

import dev.tidings.edition.Correction;
import dev.tidings.edition.Erratum;
import dev.tidings.edition.Heading;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Section;
import dev.tidings.edition.Story;
import dev.tidings.post.Category;
import dev.tidings.post.Sentiment;
import dev.tidings.post.Source;
import dev.tidings.render.Trim.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A layout becomes the model that templates see. */
final class Typesetter {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final int SHAPES_IN_A_ROW = 10;
  private static final int SUBJECT = 200;
  private static final int TITLE = 250;
  private static final int NAME = 80;
  private static final int LEAD_BULLETS = 5;
  private static final int BULLETS = 3;
  private static final int NUMBERS = 4;
  private static final int LEAD_SOURCES = 8;
  private static final int SOURCES = 2;
  private final Look look;
  private final Words words;

  Typesetter(Look look, Words words) {
    this.look = look;
    this.words = words;
  }

  MailModel set(Layout layout, Trim trim) {
    Heading heading = layout.heading();
    var page = new MailModel.Page(
        words.language(), words.direction(), Plain.line(heading.subject(), SUBJECT),
        look.brand().logo().map(URI::toString).orElse(null));
    return new MailModel(
        page, masthead(layout), opening(layout), new Newsroom(layout, trim).news(), tone(layout.stories()), footer(heading));
  }

  private MailModel.Masthead masthead(Layout layout) {
    Heading heading = layout.heading();
    String topics = heading.topics().stream().map(topic -> Plain.line(topic, NAME)).collect(Collectors.joining(" · "));
    return new MailModel.Masthead(
        Plain.line(heading.newsletter().imprint().title(), NAME), words.day(heading.slot().local().toLocalDate()),
        layout.stories().size() + layout.more(), heading.minutes(),
        topics.isBlank() ? firstBullet(layout.lead()) : topics);
  }

  /** What a mail of one story has to say in an inbox's list. */
  private static @Nullable String firstBullet(Story lead) {
    return lead.article().bullets().stream().map(bullet -> Plain.line(bullet.text(), NAME)).filter(it -> !it.isBlank())
        .findFirst().orElse(null);
  }

  private MailModel.@Nullable Opening opening(Layout layout) {
    if (layout.opening().isEmpty()) return null;
    Layout.Opening opening = layout.opening().get();
    MailModel.Line said = opening.text().isBlank() ? null : Lines.paragraphs(opening.html(), opening.text());
    MailModel.Line sponsored = opening.sponsored().filter(paid -> !paid.text().isBlank())
        .map(paid -> Lines.paragraphs(paid.html(), paid.text())).orElse(null);
    return new MailModel.Opening(said, sponsored, opening.corrections().stream().map(this::correction).toList());
  }

  private MailModel.Correction correction(Correction correction) {
    String title = Plain.line(correction.headline(), TITLE);
    String link = correction.link().toString();
    var headline = new MailModel.Headline(Lines.fixedSpaces(title), isWeb(link) ? link : look.site().toString(), words.language(), Plain.direction(title, words.direction()));
    return new MailModel.Correction(headline, Lines.of(correction.said()));
  }

  String subject(Erratum erratum) {
    return Plain.line(words.say("correction.subject", Plain.line(erratum.heading().subject(), SUBJECT)), SUBJECT);
  }

  /** What the template of a correction sees, by name. */
  Map<String, Object> set(Erratum erratum) {
    Heading heading = erratum.heading();
    String wrong = Plain.line(heading.subject(), SUBJECT);
    var page = new MailModel.Page(words.language(), words.direction(), subject(erratum), look.brand().logo().map(URI::toString).orElse(null));
    MailModel.@Nullable Line said = erratum.said().text().isBlank() ? null : Lines.paragraphs(erratum.said().html(), erratum.said().text());
    var letter = new MailModel.Erratum(words.say("correction.about", words.day(erratum.day())), wrong, said, erratum.stories().stream().map(this::correction).toList());
    return Map.of("page", page, "newsletter", Plain.line(heading.newsletter().imprint().title(), NAME), "date", words.day(heading.slot().local().toLocalDate()), "correction", letter, "footer", footer(heading));
  }

  private MailModel.@Nullable Tone tone(List<Story> stories) {
    List<Integer> steps = stories.stream().flatMap(story -> story.article().post().gist().sentiment().stream())
        .map(Sentiment::step).sorted().toList();
    if (stories.size() < 2 || steps.size() * 2 <= stories.size()) return null;
    return new MailModel.Tone(shapes(steps), pole(look.doors().lowestPole()), pole(look.doors().highestPole()));
  }

  /** One shape a story; past ten, how many of each: {@code ◔ 12 ◑ 9}. */
  private static String shapes(List<Integer> steps) {
    if (steps.size() <= SHAPES_IN_A_ROW) return steps.stream().map(MailModel.Mood::shape).collect(Collectors.joining());
    Map<String, Long> counts = steps.stream().collect(Collectors.groupingBy(MailModel.Mood::shape, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream().map(shape -> shape.getKey() + " " + shape.getValue()).collect(Collectors.joining(" "));
  }

  /** The admin's word for an end of the scale; the usual words are known in each language. */
  private String pole(String word) {
    return words.find("pole." + word).orElse(word);
  }

  private MailModel.Footer footer(Heading heading) {
    boolean server = look.doors().server();
    String leave = server ? look.site() + "u/" + Holes.mark(Hole.Kind.UNSUBSCRIBE)
        : look.doors().leaveAddress()
            .map(address -> "mailto:" + address + "?subject=unsubscribe%20" + Holes.mark(Hole.Kind.UNSUBSCRIBE))
            .orElse(null);
    String preferences = server ? look.site() + "preferences/" + Holes.mark(Hole.Kind.PREFERENCES) : null;
    var pages = new MailModel.Pages(edition(heading), look.site() + "feeds/", look.site().toString());
    String host = Optional.ofNullable(look.site().getHost()).orElse(look.title());
    return new MailModel.Footer(host, leave, preferences, pages, Plain.clean(look.postalAddress()).strip());
  }

  private String edition(Heading heading) {
    return look.site() + "editions/" + heading.newsletter().slug() + "/" + heading.number() + "/";
  }

  /** The stories of one mail, each at the length that the size allows. */
  private final class Newsroom {
    private final Layout layout;
    private final Trim trim;
    private final boolean labelled;
    private final List<MailModel.Story> brief = new ArrayList<>();
    private int index;
    private int more;

    Newsroom(Layout layout, Trim trim) {
      this.layout = layout;
      this.trim = trim;
      this.more = layout.more();
      this.labelled = Stream.concat(Stream.of(category(layout.lead())), layout.sections().stream().map(Section::category))
          .distinct().count() > 1;
    }

    MailModel.News news() {
      MailModel.Story lead = story(layout.lead(), trim.of(index++), true);
      List<MailModel.Section> sections = new ArrayList<>();
      for (Section section : layout.sections()) {
        List<MailModel.Story> told = section.stories().stream().flatMap(story -> tell(story).stream()).toList();
        String label = labelled ? Plain.line(section.category().name(), NAME) : null;
        if (!told.isEmpty()) sections.add(new MailModel.Section(label, told));
      }
      for (Story story : layout.brief()) mention(story, trim.of(index++));
      return new MailModel.News(
          lead, List.copyOf(sections), List.copyOf(brief),
          more == 0 ? null : new MailModel.More(more, edition(layout.heading())));
    }

    private Optional<MailModel.Story> tell(Story story) {
      Level level = trim.of(index++);
      if (level.compareTo(Level.BULLETS) <= 0) return Optional.of(story(story, level, false));
      mention(story, level);
      return Optional.empty();
    }

    private void mention(Story story, Level level) {
      if (level == Level.MORE) more++;
      else brief.add(story(story, Level.HEADLINE, false));
    }

    private MailModel.Story story(Story story, Level level, boolean lead) {
      boolean full = level == Level.FULL;
      boolean bullets = level != Level.HEADLINE;
      var body = story.article().post().body();
      return new MailModel.Story(
          index, headline(story), origin(story, full, lead),
          bullets ? lines(story.article().bullets(), lead ? LEAD_BULLETS : BULLETS) : List.of(),
          full && lead ? lines(story.article().numbers(), NUMBERS) : List.of(),
          full && lead ? body.quote().map(Typesetter.this::quote).orElse(null) : null);
    }

    private Category category(Story story) {
      List<Category> all = story.article().post().filing().categories();
      var choice = layout.heading().newsletter().choice();
      return all.stream().filter(choice::holds).findFirst().orElse(all.get(0));
    }

    private MailModel.Origin origin(Story story, boolean full, boolean lead) {
      var gist = story.article().post().gist();
      String link = link(story);
      MailModel.Link source = gist.source().flatMap(Typesetter::link).filter(it -> !link.equals(it.url())).orElse(null);
      String ownUrl = source == null || source.url() == null ? link : source.url();
      List<MailModel.Link> sources =
          gist.sources().stream().map(Typesetter::reference).filter(it -> !ownUrl.equals(it.url()) && !it.text().isEmpty()).distinct().toList();
      int shown = full ? Math.min(sources.size(), lead ? LEAD_SOURCES : SOURCES) : 0;
      return new MailModel.Origin(
          lead ? Plain.line(category(story).name(), NAME) : null, source, gist.sentiment().map(sentiment -> MailModel.Mood.of(sentiment, words)).orElse(null),
          sources.subList(0, shown), full ? sources.size() - shown : 0);
    }
  }

  private MailModel.Headline headline(Story story) {
    var post = story.article().post();
    String title = Plain.line(post.title().text(), TITLE);
    return new MailModel.Headline(
        Lines.fixedSpaces(title), link(story), post.filing().language().filter(Typesetter::isLanguage).orElse(words.language()),
        Plain.direction(title, words.direction()));
  }

  /** In the marks of the mail's language, or of the quote's own script where that runs the other way. */
  private MailModel.Quote quote(dev.tidings.post.Quote quote) {
    String said = Plain.line(quote.words(), 400);
    String direction = Plain.direction(said, words.direction());
    String marked = direction.equals(words.direction()) ? words.say("quote", said) : direction.equals("rtl") ? "”" + said + "“" : "“" + said + "”";
    return new MailModel.Quote(marked, Plain.line(quote.speaker(), NAME));
  }

  private static MailModel.Link reference(Source source) {
    return link(source).orElseGet(() -> new MailModel.Link(Plain.line(source.name(), NAME), null));
  }

  private static Optional<MailModel.Link> link(Source source) {
    return source.link().map(URI::toString).filter(Typesetter::isWeb)
        .map(url -> new MailModel.Link(source.host().isEmpty() ? Plain.line(source.name(), NAME) : source.host(), url));
  }

  /** Where the headline leads; only to the web, whatever the shelf was told. */
  private String link(Story story) {
    String link = story.shelved().link().toString();
    return isWeb(link) ? link : look.site() + story.shelved().page();
  }

  private static boolean isLanguage(String tag) {
    return LANGUAGE.matcher(tag).matches();
  }

  private static boolean isWeb(String url) {
    return Plain.lower(url).startsWith("https://") || Plain.lower(url).startsWith("http://");
  }

  private static <T> List<MailModel.Line> lines(List<dev.tidings.markup.Inline> inlines, int most) {
    Function<dev.tidings.markup.Inline, MailModel.Line> line = Lines::of;
    return inlines.stream().filter(inline -> !inline.text().isBlank()).limit(most).map(line).toList();
  }
}
