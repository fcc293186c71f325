package dev.tidings.config;

import static dev.tidings.config.Key.Form.FLAG;
import static dev.tidings.config.Key.Form.LIST;
import static dev.tidings.config.Key.Form.NUMBER;
import static dev.tidings.config.Key.Form.TEXT;
import static dev.tidings.config.Key.Form.TEXTS;

import java.util.List;

/** The one table of keys: what is not here is refused, and docs/configuration.md is made from it. */
final class Keys {
  static final List<Key> ALL =
      List.of(
          new Key("site.title", TEXT, "required", "The name of the house, in mails and pages."),
          new Key("site.url", TEXT, "required", "Every link is built from this, never from a request."),
          new Key("site.language", TEXT, "en", "BCP 47 tag of the fixed words."),
          new Key("site.zone", TEXT, "UTC", "Time zone of dates without an offset and of schedules."),
          new Key("site.address", TEXT, "empty, with a warning", "The postal address in each mail's footer."),
          new Key("server", FLAG, "false", "Whether a server answers at site.url with the readers' pages."),
          new Key("serve.host", TEXT, "127.0.0.1", "The address the server listens on; loopback where a proxy stands in front."),
          new Key("serve.port", NUMBER, "8080", "The port the server listens on."),
          new Key("serve.proxies", LIST, "none", "Addresses of proxies whose X-Forwarded-For is believed."),
          new Key("serve.origins", LIST, "none", "Other sites whose forms may sign readers up, as https://blog.example."),
          new Key("serve.metrics_token", TEXT, "none: this machine only", "Lets others read /metrics; only as ${NAME} or from the file that NAME_FILE names."),
          new Key("posts", LIST, "posts", "Folders of posts, relative to the house or absolute; short for posts.folders."),
          new Key("posts.folders", LIST, "posts", "Folders of posts, relative to the house or absolute."),
          new Key("posts.url", TEXT, "site.url", "The site the posts are published on, with posts.permalink."),
          new Key("posts.permalink", TEXT, "none: Tidings writes the pages", "Jekyll's or Hugo's pattern, /:year/:month/:title/."),
          new Key("posts.category", TEXT, "General", "Category of posts that name none."),
          new Key("posts.lowest_score", NUMBER, "0", "The lowest sentiment score."),
          new Key("posts.highest_score", NUMBER, "10", "The highest sentiment score."),
          new Key("posts.numbers", LIST, "Key Dates and Numbers, …", "Headings of sections that hold key numbers."),
          new Key("posts.quotes", LIST, "Representative Quotes, …", "Headings of sections that hold quotes."),
          new Key("posts.sources", LIST, "Sources, Source, References", "Headings of the list of sources."),
          new Key("newsletters.*.title", TEXT, "site.title", "The newsletter's title."),
          new Key("newsletters.*.description", TEXT, "empty", "One sentence for feeds and the sign-up page."),
          new Key("newsletters.*.language", TEXT, "site.language", "BCP 47 tag of its fixed words."),
          new Key("newsletters.*.zone", TEXT, "site.zone", "Time zone of its slots and dates."),
          new Key("newsletters.*.from", TEXT, "mail.from", "Its own sender, Name <address>."),
          new Key("newsletters.*.categories", LIST, "all", "all, or a list whose order is that of the sections."),
          new Key("newsletters.*.schedule", LIST, "by hand only", "Plain words (every day at 07:00) or cron lines, each with a zone if wanted."),
          new Key("newsletters.*.subscribers", LIST, "none", "List files in subscribers/."),
          new Key("newsletters.*.max_items", NUMBER, "20", "Stories listed at most; what is beyond is \"and N more\"."),
          new Key("newsletters.*.min_items", NUMBER, "1", "Fewer new posts than this: the slot is skipped."),
          new Key("mail.from", TEXT, "required with newsletters", "Name <address>."),
          new Key("mail.reply_to", TEXT, "none", "Where answers go, Name <address>."),
          new Key("mail.unsubscribe", TEXT, "the address of mail.from", "Address for unsubscribing by mail."),
          new Key("mail.life", TEXT, "2 days", "How long a delivery is tried at most: 36 hours, 2 days."),
          new Key("mail.relay.name", TEXT, "the host", "Its name in logs and the ledger."),
          new Key("mail.relay.host", TEXT, "required with newsletters", "The SMTP server mail is handed to."),
          new Key("mail.relay.port", NUMBER, "587, 465 for tls, 25 for none", "Its port."),
          new Key("mail.relay.security", TEXT, "starttls", "starttls, tls, or none (only to a loopback host)."),
          new Key("mail.relay.allow_plaintext", FLAG, "false", "Says security: none a second time, for a host that is not loopback."),
          new Key("mail.relay.username", TEXT, "none", "Login name."),
          new Key("mail.relay.password", TEXT, "none", "Only as ${NAME} from the environment, or from the file that NAME_FILE names."),
          new Key("mail.relay.connections", NUMBER, "4", "Connections open at once."),
          new Key("mail.relay.ehlo", TEXT, "the host of site.url", "The name given in EHLO."),
          new Key("mail.relay.per_second", NUMBER, "as fast as it goes", "Mails a second at most."),
          new Key("mail.relay.per_day", NUMBER, "any number", "Mails a day (UTC) at most; the rest waits."),
          new Key("mail.relays.*.host", TEXT, "required", "Several relays instead of mail.relay, each with a name of yours."),
          new Key("mail.relays.*.port", NUMBER, "587, 465 for tls, 25 for none", "Its port."),
          new Key("mail.relays.*.security", TEXT, "starttls", "starttls, tls, or none (only to a loopback host)."),
          new Key("mail.relays.*.allow_plaintext", FLAG, "false", "Says security: none a second time."),
          new Key("mail.relays.*.username", TEXT, "none", "Login name."),
          new Key("mail.relays.*.password", TEXT, "none", "Only as ${NAME} from the environment, or from the file that NAME_FILE names."),
          new Key("mail.relays.*.connections", NUMBER, "4", "Connections open at once."),
          new Key("mail.relays.*.ehlo", TEXT, "the host of site.url", "The name given in EHLO."),
          new Key("mail.relays.*.per_second", NUMBER, "as fast as it goes", "Mails a second at most."),
          new Key("mail.relays.*.per_day", NUMBER, "any number", "Mails a day (UTC) at most; the rest waits."),
          new Key("mail.relays.*.weight", NUMBER, "1", "Its share of the mails; one that is down leaves its share to the others."),
          new Key("mail.relays.*.newsletters", LIST, "all", "The newsletters that go by it."),
          new Key("mail.groups.*.domains", LIST, "the group's name", "Recipient domains of one receiver, limited together."),
          new Key("mail.groups.*.per_second", NUMBER, "as fast as it goes", "Mails a second to it at most."),
          new Key("mail.groups.*.connections", NUMBER, "any number", "Connections that may carry mail for it at once."),
          new Key("mail.stop_share", NUMBER, "20", "Percent of answers that may speak of us (5.7.x) before a relay's run is stopped."),
          new Key("look.logo", TEXT, "none", "URL of a picture."),
          new Key("look.accent", TEXT, "#0b5c8a", "Colour of links and rules; needs a contrast of 4.5 on white."),
          new Key("look.lowest", TEXT, "gloomy", "What the lowest score means."),
          new Key("look.highest", TEXT, "bright", "What the highest score means."),
          new Key("texts", TEXTS, "the message files' words", "Fixed words of mails and pages, by message key."),
          new Key("feeds.entries", NUMBER, "50", "Entries in a feed; older ones are in archive documents."),
          new Key("feeds.ttl", NUMBER, "60", "Minutes a reader program may wait, 15 to 60."),
          new Key("feeds.hub", TEXT, "none", "URL of a WebSub hub."),
          new Key("feeds.ids", TEXT, "tag", "tag, or jekyll or hugo for who moves here."),
          new Key("feeds.ids_until", TEXT, "for ever", "Posts from this day on (2026-01-31) get tag ids."),
          new Key("feeds.legacy", TEXTS, "none", "Old paths (feed.xml) and the feed each shows (all/atom.xml)."));

  private Keys() {}
}
