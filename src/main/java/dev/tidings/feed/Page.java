package dev.tidings.feed;

import dev.tidings.post.Source;
import dev.tidings.render.MailModel;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The furniture of every page; what the templates in templates/site/ may use as {@code page}. */
public record Page(Place place, About about, List<Feed> feeds, Ways ways) {
  /** @param url of this page · @param site ends with '/' · @param logo absolute, if there is one · @param server whether readers can sign up here */
  public record Place(String url, String site, String siteTitle, String address, @Nullable String logo, boolean server) {}

  /** @param language of the page, a BCP 47 tag · @param direction ltr or rtl */
  public record About(String title, String description, String language, String direction, Card card) {}

  /** What other sites show of a link to this page. @param kind website or article · @param json JSON-LD that is safe within a script element, or null */
  public record Card(String kind, String title, @Nullable String json) {}

  /** For autodiscovery. */
  public record Feed(String title, String url, String type) {}

  /** Where a reader may go from here. */
  public record Ways(@Nullable Link up, @Nullable Link previous, @Nullable Link next) {
    static final Ways NONE = new Ways(null, null, null);
  }

  /** A page of links; {@code list} in list.html. */
  public record Listing(String heading, String note, List<Group> groups) {}

  public record Group(String title, List<Line> lines) {}

  /** @param date for people · @param iso for machines; both may be empty · @param about a sentence, or empty */
  public record Line(Link link, String date, String iso, String about, List<Link> more) {
    static Line to(Link link, List<Link> more) {
      return new Line(link, "", "", "", more);
    }

    Line with(String sentence, List<Link> links) {
      return new Line(link, date, iso, sentence, links);
    }
  }

  /** A post's page; {@code post} in post.html. Bullets and html are sanitised HTML. */
  public record Story(String title, Line dated, List<Link> categories, Entry text) {}

  /**
   * What a feed reader shows of a post; {@code entry} in entry.html.
   *
   * @param bullets none where they were made from the text · @param html empty for a post of bullets only
   */
  public record Entry(MailModel.@Nullable Mood mood, List<String> bullets, String html, List<Link> sources) {
    /** What may be wider than a window, and is scrolled within the page, can be reached by keyboard. */
    Entry reachable() {
      return new Entry(mood, bullets, html.replace("<pre>", "<pre tabindex=\"0\">").replace("<table>", "<table tabindex=\"0\">"), sources);
    }
  }

  /** An edition's page; {@code edition} in edition.html: the mail's styles and content, or its text alone. */
  public record Letter(String subject, String styles, String html, String text) {}

  public record Link(String name, String url, String host) {
    static Link to(Source source) {
      String name = Xml.legal(source.name());
      return new Link(name, source.link().map(URI::toASCIIString).orElse(""), name.equals(source.host()) ? "" : source.host());
    }

    static Link to(String name, String url) {
      return new Link(name, url, "");
    }
  }
}
