package dev.tidings.feed;

import java.util.List;

/** The furniture of every page; what templates/site/*.html may use as {@code page}. */
public record Page(Place place, Words words, List<Feed> feeds) {
  /** @param url of this page · @param site ends with '/' */
  public record Place(String url, String site, String siteTitle, String address) {}

  public record Words(String title, String description, String language) {}

  /** For autodiscovery. */
  public record Feed(String title, String url, String type) {}

  /** A page of links; {@code list} in templates/site/list.html. */
  public record Listing(String heading, String note, List<Group> groups) {}

  public record Group(String title, List<Line> lines) {}

  public record Line(String title, String url, String note) {}

  /** A post's page; {@code post} in templates/site/post.html. Bullets and html are sanitised HTML. */
  public record Story(String title, String meta, List<String> bullets, String html, List<Link> sources) {}

  public record Link(String name, String url, String host) {}

  public String direction() {
    return List.of("he", "ar", "fa", "ur", "yi").contains(words.language().split("-")[0]) ? "rtl" : "ltr";
  }
}
