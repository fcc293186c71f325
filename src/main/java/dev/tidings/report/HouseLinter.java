package dev.tidings.report;

import dev.tidings.post.Category;
import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.run.Plan;
import dev.tidings.timetable.Newsletter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is doubtful about a house as a whole: what can be followed, who is on a list in vain. Pure. */
public final class HouseLinter {
  private static final String CONFIG = "config/tidings.yml";
  private static final int LONGEST_SUBJECT = 50;
  private static final int LARGEST_HTML = 95_000;
  private final List<Newsletter> newsletters;
  private final List<Post> posts;
  private final Map<String, List<String>> files;
  private final List<PostProblem> found = new ArrayList<>();

  private HouseLinter(List<Newsletter> newsletters, List<Post> posts, Map<String, List<String>> files) {
    this.newsletters = newsletters;
    this.posts = posts;
    this.files = files;
  }

  /**
   * @param files lines of the configuration and of the lists, by path relative to the house, so that findings have a place
   */
  public static List<PostProblem> lint(List<Newsletter> newsletters, List<Post> posts, Plan plan, Map<String, List<String>> files) {
    var linter = new HouseLinter(newsletters, posts, files);
    newsletters.forEach(linter::emptyCategories);
    linter.uncarried();
    plan.reach().followed().forEach(linter::followed);
    plan.reach().inVain().forEach(linter::inVain);
    plan.prospects().forEach(linter::outlook);
    return linter.found;
  }

  private void emptyCategories(Newsletter newsletter) {
    for (Category category : newsletter.choice().listed()) {
      if (posts.stream().noneMatch(post -> post.isIn(category)))
        warn(CONFIG, line(CONFIG, category.name()), "%s carries the category '%s', and no post is in it. Its section stays away. Correct the name, or leave it until there is one. There are: %s."
            .formatted(newsletter.slug(), category.name(), names()));
    }
  }

  private void uncarried() {
    var alone = new TreeMap<String, Post>();
    for (Post post : posts)
      for (Category category : post.filing().categories())
        if (newsletters.stream().noneMatch(newsletter -> newsletter.choice().holds(category))
            && newsletters.stream().noneMatch(newsletter -> newsletter.choice().holdsAny(post.filing().categories()))) alone.putIfAbsent(category.name(), post);
    alone.forEach((name, post) -> warn(post.file().path(), 0,
        "no newsletter carries the category '%s': feeds and pages have such posts, readers of mail never. Add it to the categories of a newsletter in config/tidings.yml, or take another.".formatted(name)));
  }

  private void followed(Plan.Followed followed) {
    if (posts.stream().anyMatch(post -> post.filing().categories().stream().anyMatch(category -> category.slug().equals(followed.category())))) return;
    Optional<Newsletter> newsletter = newsletters.stream().filter(one -> one.slug().equals(followed.newsletter())).findFirst();
    String file = newsletter.flatMap(one -> one.subscribers().stream().map(list -> "subscribers/" + list).filter(list -> row(list, followed.category()) > 0).findFirst()).orElse("subscribers/");
    warn(file, row(file, followed.category()), "%s of %s '%s', and no post is in it. Correct the rows. There are: %s."
        .formatted(followed.readers() == 1 ? "1 reader" : followed.readers() + " readers", followed.newsletter() + (followed.readers() == 1 ? " follows" : " follow"), followed.category(), names()));
  }

  private void inVain(Plan.InVain vain) {
    note("subscribers/", 0, "%s of the lists of %s %s, whatever the list says: left, bounced or complained. 'tidings subscribers list' shows who; remove the rows."
        .formatted(vain.rows() == 1 ? "1 row" : vain.rows() + " rows", vain.newsletter(), vain.rows() == 1 ? "names a reader who gets nothing" : "name readers who get nothing"));
  }

  private void outlook(Plan.Prospect prospect) {
    prospect.outline().or(prospect::example).ifPresent(outline -> {
      if (outline.words().subject().length() > LONGEST_SUBJECT)
        note(outline.lines().get(0).file(), 0, "the next subject of %s has %d characters; telephones show about 40. Give the lead short_title, or write a subject in notes/."
            .formatted(prospect.newsletter().slug(), outline.words().subject().length()));
      if (outline.htmlBytes() > LARGEST_HTML)
        warn(CONFIG, 0, "the next edition of %s has %,d bytes of HTML; some programs cut a mail beyond 102,000. Lower max_items.".formatted(prospect.newsletter().slug(), outline.htmlBytes()));
    });
  }

  private String names() {
    return String.join(", ", posts.stream().flatMap(post -> post.filing().categories().stream()).map(Category::name).distinct().sorted().limit(12).toList());
  }

  private int line(String file, String words) {
    List<String> lines = files.getOrDefault(file, List.of());
    for (int i = 0; i < lines.size(); i++) if (lines.get(i).contains(words)) return i + 1;
    return 0;
  }

  /** The first row with a cell, or a part of one, that means this category. */
  private int row(String file, String slug) {
    List<String> lines = files.getOrDefault(file, List.of());
    for (int i = 0; i < lines.size(); i++)
      for (String cell : lines.get(i).split("[,;\t|\"/]")) if (!cell.isBlank() && Category.of(cell).slug().equals(slug)) return i + 1;
    return 0;
  }

  private void warn(String file, int line, String message) {
    found.add(new PostProblem(file, line, Severity.WARNING, message));
  }

  private void note(String file, int line, String message) {
    found.add(new PostProblem(file, line, Severity.NOTE, message));
  }
}
