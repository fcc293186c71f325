package dev.tidings.post;

import dev.tidings.post.PostProblem.Severity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text of one file becomes a post, or reasons why there is none. Pure. */
final class PostReader {
  private static final Set<String> YES = Set.of("true", "yes", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "0");
  private static final int STEPS = 5;
  private static final int LONG = 300_000;
  private static final Pattern MISTYPED = Pattern.compile("\\]\\((?!(?:https?|mailto|tel|ftp|sms|data|javascript|irc|news):)([A-Za-z][A-Za-z-]{1,10}:[^)\\s]{3,})");
  private final PostSettings settings;
  private final Dates dates;

  PostReader(PostSettings settings) {
    this.settings = settings;
    this.dates = new Dates(settings.zone());
  }

  Reading read(FileStamp stamp, String text) {
    return new One(stamp).read(text);
  }

  /** One file being read. */
  private final class One {
    private final FileStamp stamp;
    private final List<PostProblem> problems = new ArrayList<>();

    One(FileStamp stamp) {
      this.stamp = stamp;
    }

    Reading read(String text) {
      if (text.codePoints().anyMatch(point -> point == 0)) error(0, "it holds NUL bytes, so it is no text. Save it as UTF-8.");
      FrontMatter matter = FrontMatter.parse(stamp.path(), text);
      problems.addAll(matter.problems());
      Optional<Integer> conflict = Bounds.conflict(matter.body());
      conflict.ifPresent(line -> error(matter.bodyLine() + line - 1, "there is a merge-conflict marker. Resolve the conflict and save the file."));
      boolean draft = draft(matter);
      String body = failed() ? "" : tidy(matter);
      if (!failed()) bounds(matter, body);
      if (failed()) {
        if (matter.isPresent()) date(matter, true);
        return reading(Optional.empty(), false);
      }
      if (draft) return reading(Optional.empty(), true);
      return post(matter, body);
    }

    /** The first text that is too much; values are Markdown of one line. */
    private void bounds(FrontMatter matter, String body) {
      Optional<PostProblem> heavy = Bounds.check(stamp.path(), matter.bodyLine(), body);
      if (heavy.isEmpty()) heavy = matter.values().flatMap(value -> value.items().stream().map(item -> Bounds.check(stamp.path(), value.line(), Plain.spaced(item)))).flatMap(Optional::stream).findFirst();
      heavy.ifPresent(problems::add);
    }

    private Reading reading(Optional<Post> post, boolean draft) {
      return new Reading(stamp, failed() ? Optional.empty() : post, draft, List.copyOf(problems));
    }

    private boolean failed() {
      return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    private void error(int line, String reasonAndFix) {
      problems.add(Fences.error(stamp.path(), line, reasonAndFix));
    }

    private void warn(int line, String message) {
      problems.add(new PostProblem(stamp.path(), line, Severity.WARNING, message));
    }

    private boolean draft(FrontMatter matter) {
      boolean folder = Stream.of(stamp.relative().split("/")).anyMatch("_drafts"::equals);
      return folder || flag(matter, "draft") == 1 || flag(matter, "published") == 0;
    }

    /** 1, 0, or -1 where the key is absent or says neither. */
    private int flag(FrontMatter matter, String key) {
      String value = matter.text(key).orElse("").toLowerCase(Locale.ROOT);
      if (YES.contains(value)) return 1;
      return NO.contains(value) ? 0 : -1;
    }

    private Reading post(FrontMatter matter, String body) {
      TemplateSyntax.Clean clean = new TemplateSyntax(One.this::postUrl).clean(body);
      if (!clean.markdown().equals(body)) Bounds.check(stamp.path(), matter.bodyLine(), clean.markdown()).ifPresent(problems::add); // what a tag stood between may be one mark now
      if (failed()) return reading(Optional.empty(), false);
      var parts = new BodyParts(clean.markdown(), settings.words());
      Optional<String> named = matter.text("title");
      Optional<ZonedDateTime> date = date(matter, false);
      boolean bare = named.isEmpty() && date.isEmpty() && (!clean.removed().isEmpty() || parts.markdown().isBlank());
      boolean laidOut = date.isEmpty() && matter.text("layout").filter(layout -> !layout.contains("post")).isPresent();
      if (bare || laidOut || isPage(matter, named)) return page();
      if (parts.markdown().length() > LONG) warn(matter.bodyLine(), "this is a very long text (%d KB). The post goes out; mails show its bullets, feeds all of it.".formatted(parts.markdown().length() / 1024));
      List<Source> sources = parts.takeSources();
      boolean empty = parts.markdown().isBlank();
      if (empty && clean.includes()) error(matter.bodyLine(), "all of its text would come from an include, which cannot be resolved here. Write the text into the post.");
      if (!clean.removed().isEmpty())
        warn(matter.bodyLine(), "template syntax was removed (%s). The post goes out without it; write plain Markdown to keep its meaning.".formatted(clean.removed().get(0)));
      mistyped(matter, clean.markdown());
      matter.strangeKey().ifPresent(line -> warn(line, "this is taken for a key, but it is none anybody knows. The post goes out without it; put quotes around a value that holds a colon."));
      Optional<String> title = title(matter, named, parts, empty);
      if (date.isEmpty() && !failed()) error(1, "there is no date, neither in a key nor in the file name. Add a line 'date: 2026-01-27'.");
      if (failed() || title.isEmpty() || date.isEmpty()) return reading(Optional.empty(), false);
      return reading(Optional.of(assemble(matter, parts, new Found(title.get(), date.get(), sources))), false);
    }

    private record Found(String title, ZonedDateTime date, List<Source> sources) {}

    /** An address like {@code htps://…} is shown as text, never as a path of ours. */
    private void mistyped(FrontMatter matter, String markdown) {
      Matcher scheme = MISTYPED.matcher(markdown);
      if (!scheme.find()) return;
      int line = matter.bodyLine() + (int) markdown.substring(0, scheme.start()).chars().filter(c -> c == '\n').count();
      warn(line, "the link '%s' has no scheme that exists. The post goes out with its words and without the link; write https://.".formatted(brief(scheme.group(1))));
    }

    private boolean isPage(FrontMatter matter, Optional<String> named) {
      String name = stamp.relative().substring(stamp.relative().lastIndexOf('/') + 1);
      if (name.endsWith(".html") && !matter.isPresent()) return true;
      return name.startsWith("_index.") || !matter.isPresent() && named.isEmpty() && (name.equalsIgnoreCase("README.md") || name.equalsIgnoreCase("LICENSE.md"));
    }

    private Reading page() {
      problems.clear();
      problems.add(new PostProblem(stamp.path(), 0, Severity.NOTE, "this is a page, not a post: it has neither title nor date."));
      return reading(Optional.empty(), false);
    }

    private String postUrl(String name) {
      return settings.permalink().isPresent() ? "/" + name.replaceAll("^/|^_posts/|\\.\\w+$", "").replaceAll("^(\\d{4})-(\\d{2})-(\\d{2})-", "$1/$2/$3/") + ".html" : "/posts/";
    }

    private String tidy(FrontMatter matter) {
      String body = matter.body();
      if (body.chars().anyMatch(c -> c < 32 && c != '\n' && c != '\r' && c != '\t' || c == 127)) {
        warn(matter.bodyLine(), "control characters were removed. The post goes out without them; delete them in the file.");
        body = body.replaceAll("[\\p{Cntrl}&&[^\\n\\r\\t]]", " ");
      }
      return body.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\uE000-\\uF8FF]", "");
    }

    private Optional<String> title(FrontMatter matter, Optional<String> named, BodyParts parts, boolean empty) {
      Optional<String> title = named.map(Plain::line).filter(text -> !text.isEmpty()).or(() -> parts.firstHeading().map(Plain::line).map(heading -> {
        warn(1, "there is no title; the first heading is taken. The post goes out; add a line 'title: …'.");
        return heading;
      }));
      if (title.isPresent()) return title;
      if (empty) {
        error(1, "there is neither a title nor a text, so there is nothing to send. Add a line 'title: …'.");
        return Optional.empty();
      }
      warn(1, "there is no title; the file name is taken. The post goes out; add a line 'title: …'.");
      String name = stamp.relative().replaceAll("^.*/|\\.\\w+$", "").replaceAll("^\\d{4}-\\d{1,2}-\\d{1,2}-?", "");
      return Optional.of(Plain.oneLine(name.replaceAll("[-_]+", " "))).filter(words -> !words.isEmpty());
    }

    private Optional<ZonedDateTime> date(FrontMatter matter, boolean onlyCheck) {
      Optional<String> text = matter.text("date", "publishdate", "pubdate", "published_at", "created");
      Optional<ZonedDateTime> inPath = dates.inPath(stamp.relative()).or(() -> matter.text("path").flatMap(dates::inPath));
      if (text.isEmpty()) {
        if (inPath.isEmpty() && stamp.relative().matches(".*\\d{4}-\\d{1,2}-[A-Za-z]{1,3}-.*|.*\\d{4}-\\d{2}-NN.*")) error(0, "the file name holds no date that exists. Rename it, or add a line 'date: 2026-01-27'.");
        return inPath;
      }
      int line = matter.line("date", "publishdate", "pubdate", "published_at", "created");
      try {
        return Optional.of(dates.read(text.get()));
      } catch (DateTimeException e) {
        if (inPath.isPresent() && !onlyCheck) {
          warn(line, "date '%s' is not a date (%s); the one in the file name is taken. The post goes out. %s".formatted(brief(text.get()), e.getMessage(), dates.advice(text.get())));
          return inPath;
        }
        error(line, "date '%s' is not a date (%s). %s".formatted(brief(text.get()), e.getMessage(), dates.advice(text.get())));
        return Optional.empty();
      }
    }

    private String brief(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private Post assemble(FrontMatter matter, BodyParts parts, Found found) {
      Optional<String> headline = parts.takeHeadline(found.title());
      String markdown = parts.markdown();
      var file = new PostFile(stamp.path(), stamp.relative(), digest(found.title(), markdown), matter.text("id", "guid").map(Plain::oneLine), matter.text("slug"), matter.text("permalink", "url"));
      var title = new Title(found.title(), headline, matter.text("short_title", "shorttitle").map(Plain::line));
      var dates = new PostDates(found.date(), modified(matter));
      return new Post(file, title, filing(matter), dates, gist(matter, found.sources()), new Body(markdown, parts.numbers(), parts.quote()));
    }

    private Optional<ZonedDateTime> modified(FrontMatter matter) {
      try {
        return matter.text("last_modified_at", "lastmod", "updated", "modified").map(dates::read);
      } catch (DateTimeException e) {
        warn(matter.line("last_modified_at", "lastmod", "updated", "modified"), "the date of the last change is not a date (%s). The post goes out without it. Write year, month and day, as in 2026-01-27.".formatted(e.getMessage()));
        return Optional.empty();
      }
    }

    private Filing filing(FrontMatter matter) {
      List<String> tags = Stream.concat(matter.list("tags", "tag").stream(), matter.list("topics", "topic", "keywords").stream()).map(Plain::line).distinct().toList();
      Optional<String> language = matter.text("lang", "language", "locale").map(tag -> tag.replace('_', '-')).filter(tag -> tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"));
      return new Filing(categories(matter), tags, matter.list("author", "authors", "byline").stream().map(Plain::line).toList(), language, flag(matter, "featured") == 1, weight(matter));
    }

    private OptionalInt weight(FrontMatter matter) {
      String weight = matter.text("weight").orElse("");
      return weight.matches("[1-9]\\d{0,8}") ? OptionalInt.of(Integer.parseInt(weight)) : OptionalInt.empty();
    }

    /** {@code category} never splits; {@code categories} as a string is separated by commas, or by blanks as Jekyll has it. */
    private List<Category> categories(FrontMatter matter) {
      List<String> names = matter.list("category");
      if (names.isEmpty()) {
        Optional<FrontMatter.Value> several = matter.value("categories");
        String text = several.map(FrontMatter.Value::text).orElse("");
        names = several.isPresent() && !several.get().list() ? List.of(text.split(text.contains(",") ? "," : "\\s+")) : matter.list("categories");
      }
      List<Category> categories = names.stream().map(Plain::line).filter(name -> !name.isEmpty() && name.length() <= 100).map(Category::of).distinct().toList();
      if (!categories.isEmpty()) return categories;
      if (matter.value("topics", "tags").isEmpty()) warn(1, "there is no category; it goes to '%s'. The post goes out; add a line 'category: …'.".formatted(settings.words().defaultCategory()));
      return List.of(Category.of(settings.words().defaultCategory()));
    }

    private Gist gist(FrontMatter matter, List<Source> sources) {
      List<String> tldr = matter.list("tldr", "tl;dr", "tl_dr").stream().map(String::strip).filter(this::isSentence).flatMap(text -> Stream.of(text.split("\\n+"))).map(text -> text.replaceFirst("^\\s*[-*•]\\s+", "").strip()).filter(text -> !text.isEmpty()).toList();
      Optional<String> summary = matter.text("summary", "description", "deck", "excerpt", "subtitle").map(text -> new TemplateSyntax(One.this::postUrl).clean(Plain.spaced(text)).markdown());
      Optional<Source> source = matter.text("source_url", "sourceurl", "link", "external_url").flatMap(url -> Links.web(url).map(link -> new Source(link.getHost(), Optional.of(link))));
      Optional<String> correction = matter.text("correction").map(text -> new TemplateSyntax(One.this::postUrl).clean(Plain.spaced(text)).markdown()).filter(this::isSentence);
      return new Gist(tldr, summary, sentiment(matter), source, sources, correction);
    }

    private boolean isSentence(String text) {
      return !Set.of("true", "false", "pending", "todo", "tbd", "none", "n/a", "yes", "no").contains(text.toLowerCase(Locale.ROOT)) && !text.isEmpty();
    }

    private Optional<Sentiment> sentiment(FrontMatter matter) {
      Optional<String> text = matter.text("sentiment_score");
      String label = matter.text("sentiment_label").map(Plain::line).orElse("");
      if (text.isEmpty()) return Optional.empty();
      BigDecimal lowest = settings.words().lowestScore();
      BigDecimal highest = settings.words().highestScore();
      if (!text.get().matches("[+-]?\\d{1,6}(\\.\\d{1,6})?") || new BigDecimal(text.get()).compareTo(lowest) < 0 || new BigDecimal(text.get()).compareTo(highest) > 0) {
        warn(matter.line("sentiment_score"), "sentiment_score '%s' is not a number from %s to %s. The post goes out without it; mend the number.".formatted(brief(text.get()), lowest, highest));
        return Optional.empty();
      }
      BigDecimal score = new BigDecimal(text.get());
      double share = score.subtract(lowest).doubleValue() / Math.max(1e-9, highest.subtract(lowest).doubleValue());
      return Optional.of(new Sentiment(score, label, (int) Math.round(share * (STEPS - 1))));
    }
  }

  private static String digest(String title, String markdown) {
    return Fingerprint.hex(title + "\n" + Plain.spaced(markdown));
  }
}
