package dev.tidings.render;

import dev.tidings.edition.Correction;
import dev.tidings.edition.Erratum;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.post.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  static final String ERRATUM_HTML = "mail/correction.html";
  static final String ERRATUM_TEXT = "mail/correction.txt";
  static final String STYLE = "mail/digest.css";
  private static final String FORBIDDEN = "script, form, iframe, object, embed, link[rel=stylesheet]";
  private static final String BLANKS = "[\\s\\u00a0]+";
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
    return render(set -> render(set, layout, format, language));
  }

  /** A correction, the same way. */
  public Variant render(Erratum erratum, Format format, String language) {
    return render(set -> render(set, erratum, format, language));
  }

  /** A mail that was made before, without a story; in its place stands, in the mail's language, that it was withdrawn. */
  public Excision.Result without(Excision.Letter letter, Excision.Gone gone, String language) {
    for (TemplateSet set : sets) {
      try {
        return Excision.of(letter, gone, set.words(language, look.texts()));
      } catch (TemplateException e) {
        synchronized (problems) {
          problems.add(e.problem());
        }
      }
    }
    throw new IllegalStateException("the shipped words cannot be read");
  }

  private Variant render(Function<TemplateSet, Variant> way) {
    List<TemplateProblem> found = new ArrayList<>();
    for (TemplateSet set : sets) {
      try {
        return way.apply(set);
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
        .map(it -> SizeBudget.GMAIL.fit(it, trim -> html(set, HTML, typesetter.set(it, trim).named(), spoken)));
    Optional<String> html = fitted.map(SizeBudget.Fitted::html);
    MailModel model = typesetter.set(layout, fitted.map(SizeBudget.Fitted::trim).orElse(Trim.none(layout.stories().size())));
    String text = text(set, TEXT, model.named(), spoken);
    return new Variant(digest(layout), format, spoken.language(), model.page().title(), parts(text, html), MailPress.press(text, html));
  }

  private Variant render(TemplateSet set, Erratum erratum, Format format, String language) {
    Words spoken = set.words(language, look.texts());
    var typesetter = new Typesetter(look, spoken);
    Map<String, Object> model = typesetter.set(erratum);
    Optional<String> html = format == Format.HTML ? Optional.of(html(set, ERRATUM_HTML, model, spoken)) : Optional.empty();
    String text = text(set, ERRATUM_TEXT, model, spoken);
    String digest = Fingerprint.hex(erratum.said().text() + corrected(erratum.stories()));
    return new Variant(digest, format, spoken.language(), typesetter.subject(erratum), parts(text, html), MailPress.press(text, html));
  }

  private static Variant.Parts parts(String text, Optional<String> html) {
    return new Variant.Parts(html.map(Holes::filled).orElse(""), Holes.filled(text));
  }

  private String html(TemplateSet set, String template, Map<String, Object> model, Words spoken) {
    String accent = look.brand().accent();
    Map<String, String> colours = Map.of(
        "--accent", accent, "--accent-dark", Colour.parse(accent).lightenedFor(Colour.DARK_PAPER).hex());
    String filled = set.fill(template, model, spoken);
    Document page = Jsoup.parse(filled);
    Element forbidden = page.selectFirst(FORBIDDEN);
    if (forbidden != null) throw refused(template, "<" + forbidden.tagName() + ">", "mail programs drop or distrust it");
    needsWayOut(template, filled, model);
    needsCorrections(template, page.text(), model);
    return new CssInliner(set.sheet(STYLE, colours)).inline(page);
  }

  private String text(TemplateSet set, String template, Map<String, Object> model, Words spoken) {
    String text = set.fill(template, model, spoken);
    needsWayOut(template, text, model);
    needsCorrections(template, text, model);
    return TextFold.fold(text);
  }

  /** A mail that cannot be left is not sent. */
  private static void needsWayOut(String template, String filled, Map<String, Object> model) {
    boolean wanted = model.get("footer") instanceof MailModel.Footer footer && footer.leave() != null;
    if (wanted && filled.indexOf(Holes.mark(Hole.Kind.UNSUBSCRIBE)) < 0)
      throw refused(template, "${footer.leave}", "readers must be able to leave, and this template shows the link nowhere");
  }

  /** A correction that nobody sees is none. */
  private static void needsCorrections(String template, String shown, Map<String, Object> model) {
    List<MailModel.Correction> wanted = model.get("opening") instanceof MailModel.Opening opening ? opening.corrections() : List.of();
    String plain = shown.replaceAll(BLANKS, " ");
    if (!wanted.stream().allMatch(one -> plain.contains(one.headline().text().replaceAll(BLANKS, " "))))
      throw refused(template, "${opening.corrections}", "readers must be told what was wrong, and this template does not say it");
  }

  private static TemplateException refused(String template, String key, String reason) {
    return new TemplateException(new TemplateProblem("templates/" + template, 0, key,
        key + ": " + reason + ". The last good templates are used. Mend it, or delete the file to go back to the shipped one."));
  }

  private static String digest(Layout layout) {
    String keys = layout.stories().stream().map(MailTemplates::key).collect(Collectors.joining("\n"));
    return Fingerprint.hex((layout.more() == 0 ? keys : keys + "\n+" + layout.more()) + layout.opening().map(above -> corrected(above.corrections())).orElse(""));
  }

  private static String corrected(List<Correction> corrections) {
    return corrections.stream().map(one -> "\n!" + one.key() + " " + one.said().text()).collect(Collectors.joining());
  }

  private static String key(Story story) {
    return story.shelved().key().value();
  }
}
