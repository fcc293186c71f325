package dev.tidings.edition;

import dev.tidings.markup.Inline;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Category;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lays stories out as an edition. The lead is the editor's, else a featured or weighted post, else the first of the configured
 * category order, else the newest. The next {@value #TOLD_IN_FULL} stories get their bullets, by category; what follows gets a
 * line each; what is beyond {@code max_items} is only counted.
 */
public final class Editor {
  /** Past the lead and these, stories get one line each. */
  static final int TOLD_IN_FULL = 7;

  private static final int WORDS_A_MINUTE = 200;
  private final Markdown markdown;
  private final URI site;

  public Editor(Markdown markdown, URI site) {
    this.markdown = markdown;
    this.site = site;
  }

  /** The edition of {@code slot} holding {@code stories}; empty where none is left after the editor's drops. */
  public Optional<Layout> compose(Newsletter newsletter, Slot slot, int number, List<Story> stories, Wishes wishes) {
    List<Story> ranked = rank(stories.stream().filter(story -> !isDropped(story, wishes)).toList(), newsletter, wishes);
    if (ranked.isEmpty()) return Optional.empty();
    int listed = Math.min(ranked.size(), newsletter.bounds().maxItems());
    Story lead = ranked.get(0);
    List<Story> full = ranked.subList(1, Math.min(listed, 1 + TOLD_IN_FULL));
    List<Story> brief = ranked.subList(1 + full.size(), listed);
    List<Section> sections = sections(full, newsletter.choice());
    List<Story> inOrder = new ArrayList<>();
    sections.forEach(section -> inOrder.addAll(section.stories()));
    inOrder.addAll(brief);
    var heading =
        new Heading(newsletter, slot, number, Subject.of(lead, inOrder, wishes), wishes.words().preheader().map(List::of).orElseGet(() -> topics(lead, inOrder)), minutes(lead, full, brief));
    return Optional.of(new Layout(heading, lead, sections, brief, ranked.size() - listed, opening(wishes)));
  }

  /** Whether the editor keeps this story from everybody. */
  public static boolean isDropped(Story story, Wishes wishes) {
    return wishes.drop().stream().anyMatch(name -> isCalled(story, name));
  }

  /** Whether the editor keeps it for the next edition. */
  public static boolean isPostponed(Story story, Wishes wishes) {
    return wishes.postpone().stream().anyMatch(name -> isCalled(story, name));
  }

  /** Wishes that name none of {@code stories}. */
  public static List<Wishes.Stranger> strangers(List<Story> stories, Wishes wishes) {
    Stream<Wishes.Stranger> named = Stream.of(wishes.lead().stream().map(name -> new Wishes.Stranger("lead", name)),
        wishes.order().stream().map(name -> new Wishes.Stranger("order", name)),
        wishes.drop().stream().sorted().map(name -> new Wishes.Stranger("drop", name))).flatMap(each -> each);
    return named.filter(wish -> stories.stream().noneMatch(story -> isCalled(story, wish.name()))).toList();
  }

  private static List<Story> rank(List<Story> stories, Newsletter newsletter, Wishes wishes) {
    Comparator<Story> order =
        Comparator.comparing((Story story) -> wishes.lead().map(name -> !isCalled(story, name)).orElse(false))
            .thenComparing(story -> wish(story, wishes))
            .thenComparing(story -> !story.article().post().filing().featured())
            .thenComparing(story -> story.article().post().filing().weight().orElse(Integer.MAX_VALUE))
            .thenComparing(story -> category(story, newsletter.choice()))
            .thenComparing(story -> story.article().post().dates().published().toInstant(), Comparator.reverseOrder())
            .thenComparing(Story::number, Comparator.reverseOrder());
    return stories.stream().sorted(order).toList();
  }

  private static int wish(Story story, Wishes wishes) {
    for (int i = 0; i < wishes.order().size(); i++) if (isCalled(story, wishes.order().get(i))) return i;
    return wishes.order().size();
  }

  private static int category(Story story, CategoryChoice choice) {
    int best = choice.listed().size();
    for (Category category : story.article().post().filing().categories()) {
      int at = choice.listed().indexOf(category);
      if (at >= 0) best = Math.min(best, at);
    }
    return best;
  }

  /** By path, file name with or without extension, slug, id or our key. */
  private static boolean isCalled(Story story, String name) {
    var file = story.article().post().file();
    String base = file.relative().substring(file.relative().lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    return List.of(file.path(), file.relative(), base, dot > 0 ? base.substring(0, dot) : base).contains(name)
        || file.slug().filter(name::equals).isPresent()
        || file.id().filter(name::equals).isPresent()
        || story.shelved().key().value().equals(name);
  }

  private static List<Section> sections(List<Story> stories, CategoryChoice choice) {
    Map<Category, List<Story>> byCategory = new LinkedHashMap<>();
    for (Category category : choice.listed()) byCategory.put(category, new ArrayList<>());
    for (Story story : stories) byCategory.computeIfAbsent(home(story, choice), any -> new ArrayList<>()).add(story);
    return byCategory.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> new Section(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** The category a story is told under: the first configured one it is in, else its first. */
  private static Category home(Story story, CategoryChoice choice) {
    List<Category> own = story.article().post().filing().categories();
    return choice.listed().stream().filter(own::contains).findFirst().orElse(own.get(0));
  }

  private static List<String> topics(Story lead, List<Story> others) {
    if (!others.isEmpty()) return others.stream().limit(3).map(Story::headline).toList();
    return lead.article().bullets().stream().limit(1).map(Inline::text).toList();
  }

  private static int minutes(Story lead, List<Story> full, List<Story> brief) {
    int words = lead.article().numbers().stream().mapToInt(line -> words(line.text())).sum();
    var told = new ArrayList<>(full);
    told.add(lead);
    for (Story story : told)
      words += words(story.headline()) + story.article().bullets().stream().mapToInt(bullet -> words(bullet.text())).sum();
    for (Story story : brief) words += words(story.headline());
    return Math.max(1, (words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE);
  }

  /** Scripts without blanks count two characters as a word. */
  private static int words(String text) {
    long ideographs = text.codePoints().filter(Character::isIdeographic).count();
    return text.isBlank() ? 0 : text.strip().split("\\s+").length + (int) (ideographs / 2);
  }

  private Optional<Layout.Opening> opening(Wishes wishes) {
    if (wishes.words().opening().isEmpty() && wishes.words().sponsored().isEmpty()) return Optional.empty();
    String words = wishes.words().opening().orElse("");
    Optional<Layout.Sponsored> sponsored =
        wishes.words().sponsored().map(text -> new Layout.Sponsored(markdown.html(text, site), markdown.text(text, site)));
    return Optional.of(new Layout.Opening(markdown.html(words, site), markdown.text(words, site), sponsored));
  }
}
