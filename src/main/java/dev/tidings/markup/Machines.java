package dev.tidings.markup;

import com.vladsch.flexmark.ext.autolink.AutolinkExtension;
import com.vladsch.flexmark.ext.footnotes.FootnoteExtension;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.ext.gfm.tasklist.TaskListExtension;
import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.ext.typographic.TypographicExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.core.ReferencePreProcessorFactory;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.misc.Extension;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Parsers and renderers with just the extensions that a text can need: looking for bare links and tables where there are none took a third of the time. */
final class Machines {
  enum Need {
    /** An address; whether it stands bare is seen when the rest is done. */
    LINKS(AutolinkExtension::create, "://", "@", "www.", "Www.", "wWw.", "wwW.", "WWw.", "WwW.", "wWW.", "WWW."),
    TABLES(TablesExtension::create, "|"),
    FOOTNOTES(FootnoteExtension::create, "[^"),
    TASKS(TaskListExtension::create, "[ ]", "[x]", "[X]"),
    STRIKING(StrikethroughExtension::create, "~"),
    TYPOGRAPHY(TypographicExtension::create, "..", ". .", "--");

    private final Supplier<? extends Extension> extension;
    private final List<String> signs;

    Need(Supplier<? extends Extension> extension, String... signs) {
      this.extension = extension;
      this.signs = List.of(signs);
    }

    boolean isFor(String markdown) {
      return signs.stream().anyMatch(markdown::contains);
    }
  }

  private record Machine(Parser parser, HtmlRenderer renderer) {
    String html(String markdown) {
      return renderer.render(parser.parse(markdown));
    }
  }

  private final Map<Set<Need>, Machine> machines = new ConcurrentHashMap<>();

  String html(String markdown) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    for (Need need : Need.values()) if (need.isFor(markdown)) needs.add(need);
    if (!needs.contains(Need.LINKS) || standsBare(markdown)) return html(markdown, needs);
    needs.remove(Need.LINKS);
    String html = html(markdown, needs);
    if (!holdsBareAddress(html)) return html;
    needs.add(Need.LINKS);
    return html(markdown, needs);
  }

  /** An address after a blank or at the start of a line stands bare nearly always: no need to parse the text twice to see it. */
  private static boolean standsBare(String markdown) {
    for (int at = markdown.indexOf("http"); at >= 0; at = markdown.indexOf("http", at + 4)) {
      boolean bare = at == 0 || markdown.charAt(at - 1) == '\n' || markdown.charAt(at - 1) == ' ' && (at < 2 || markdown.charAt(at - 2) != ':');
      if (bare && (markdown.startsWith("://", at + 4) || markdown.startsWith("s://", at + 4))) return true;
    }
    return false;
  }

  /** Most addresses end up in an attribute of the link that their author wrote. */
  private static boolean holdsBareAddress(String html) {
    for (String sign : Need.LINKS.signs)
      for (int at = html.indexOf(sign); at >= 0; at = html.indexOf(sign, at + 1))
        if (html.lastIndexOf('<', at) <= html.lastIndexOf('>', at)) return true;
    return false;
  }

  String html(String markdown, Set<Need> needs) {
    Machine machine = machines.computeIfAbsent(needs, Machines::make);
    try {
      return machine.html(markdown);
    } catch (StackOverflowError e) {
      return DeepStack.call(() -> machine.html(markdown));
    }
  }

  private static Machine make(Set<Need> needs) {
    MutableDataSet options = options(needs).set(Parser.HEADING_PARSER, false);
    Parser parser = Parser.builder(options).customBlockParserFactory(new Headings()).customInlineParserFactory(Inlines::new)
        .paragraphPreProcessorFactory(new ReferencePreProcessorFactory()).build(); // which the library leaves out where the inline parser is not its own
    return new Machine(parser, HtmlRenderer.builder(options).build());
  }

  static MutableDataSet options(Set<Need> needs) {
    List<Extension> extensions = new ArrayList<>();
    for (Need need : needs) extensions.add(need.extension.get());
    return new MutableDataSet().set(Parser.EXTENSIONS, extensions).set(HtmlRenderer.SOFT_BREAK, "\n").set(HtmlRenderer.GENERATE_HEADER_ID, false)
        .set(TypographicExtension.ENABLE_QUOTES, false).set(TypographicExtension.ENABLE_SMARTS, true);
  }
}
