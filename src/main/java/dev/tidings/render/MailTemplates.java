package dev.tidings.render;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.post.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Layouts become mails. Same layout, format, language and templates: same bytes. A house's template that does not work costs
 * nobody the mail: the last good set is taken, else the shipped one, and {@link #problems} says why.
 */
public final class MailTemplates {
  static final String HTML = "mail/digest.html";
  static final String TEXT = "mail/digest.txt";
  static final String STYLE = "mail/digest.css";
  private static final String FORBIDDEN = "script, form, iframe, object, embed, link[rel=stylesheet]";
  private final Look look;
  private final TemplateFolder folder;
  private final List<TemplateSet> sets;
  private final Set<TemplateProblem> problems = new LinkedHashSet<>();

  public MailTemplates(Look look, TemplateFolder folder) {
    this.look = look;
    this.folder = folder;
    this.sets = List.of(
        new TemplateSet(folder::text), new TemplateSet(folder::lastGood), new TemplateSet(folder::shipped));
  }

  /** Pure but for {@link #problems}. */
  public Variant render(Layout layout, Format format, String language) {
    List<TemplateProblem> found = new ArrayList<>();
    for (TemplateSet set : sets) {
      try {
        return render(set, layout, format, language);
      } catch (TemplateException e) {
        found.add(e.problem());
        synchronized (problems) {
          problems.add(e.problem());
        }
      }
    }
    throw new TemplateException(found.get(found.size() - 1));
  }

  /** What was wrong with the house's templates so far, each once. Not empty: the run has something to report. */
  public List<TemplateProblem> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  /** Remembers the house's templates as working ones, unless one of them did not work. To be called once an edition is frozen. */
  public void keepGood() {
    if (problems().isEmpty()) folder.keepGood();
  }

  private Variant render(TemplateSet set, Layout layout, Format format, String language) {
    Words spoken = set.words(language, look.texts());
    var typesetter = new Typesetter(look, spoken);
    boolean rich = format == Format.HTML;
    Optional<SizeBudget.Fitted> fitted = Optional.of(layout).filter(it -> rich)
        .map(it -> SizeBudget.GMAIL.fit(it, trim -> html(set, typesetter.set(it, trim), spoken)));
    Optional<String> html = fitted.map(SizeBudget.Fitted::html);
    MailModel model = typesetter.set(layout, fitted.map(SizeBudget.Fitted::trim).orElse(Trim.none(layout.stories().size())));
    String text = text(set, model, spoken);
    var parts = new Variant.Parts(html.map(Holes::filled).orElse(""), Holes.filled(text));
    return new Variant(digest(layout), format, spoken.language(), model.page().title(), parts, MailPress.press(text, html));
  }

  private String html(TemplateSet set, MailModel model, Words spoken) {
    String accent = look.brand().accent();
    Map<String, String> colours = Map.of(
        "--accent", accent, "--accent-dark", Colour.parse(accent).lightenedFor(Colour.DARK_PAPER).hex());
    String filled = set.fill(HTML, model, spoken);
    Document page = Jsoup.parse(filled);
    Element forbidden = page.selectFirst(FORBIDDEN);
    if (forbidden != null) throw refused(HTML, "<" + forbidden.tagName() + ">", "mail programs drop or distrust it");
    needsWayOut(HTML, filled, model);
    return new CssInliner(set.sheet(STYLE, colours)).inline(page);
  }

  private String text(TemplateSet set, MailModel model, Words spoken) {
    String text = set.fill(TEXT, model, spoken);
    needsWayOut(TEXT, text, model);
    return TextFold.fold(text);
  }

  /** A mail that cannot be left is not sent. */
  private static void needsWayOut(String template, String filled, MailModel model) {
    boolean wanted = model.footer().leave() != null;
    if (wanted && filled.indexOf(Holes.mark(Hole.Kind.UNSUBSCRIBE)) < 0)
      throw refused(template, "${footer.leave}", "readers must be able to leave, and this template shows the link nowhere");
  }

  private static TemplateException refused(String template, String key, String reason) {
    return new TemplateException(new TemplateProblem("templates/" + template, 0, key,
        key + ": " + reason + ". The last good templates are used. Mend it, or delete the file to go back to the shipped one."));
  }

  private static String digest(Layout layout) {
    String keys = layout.stories().stream().map(MailTemplates::key).collect(Collectors.joining("\n"));
    return Fingerprint.hex(layout.more() == 0 ? keys : keys + "\n+" + layout.more());
  }

  private static String key(Story story) {
    return story.shelved().key().value();
  }
}
