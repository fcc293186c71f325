package dev.tidings.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Octets become entries: RSS and Atom by ROME, JSON Feed 1 and 1.1. Broken XML is healed as far as it goes. No entity is fetched or
 * expanded: of a DOCTYPE that only names one the name is dropped (RSS 0.91 has one), one that defines anything is refused.
 */
final class FeedReader {
  private static final Pattern NAMED_DOCTYPE = Pattern.compile("<!DOCTYPE[^\\[>]{0,500}>");
  private static final Pattern NOT_XML = Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]"); // XML 1.0 2.2
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([\\w.:-]+)");
  private static final int DEEPEST = 200;
  private final ObjectMapper json = new ObjectMapper();

  /** In the order of the feed. @param type of the content, as the site said */
  List<FeedEntry> read(byte[] octets, String type) throws Unreadable {
    String text = text(octets, type);
    if (text.isEmpty()) throw new Unreadable("it is empty");
    if (text.charAt(0) == '{') return jsonFeed(text);
    return xml(text);
  }

  private static String text(byte[] octets, String type) throws Unreadable {
    var in = new ByteArrayInputStream(octets);
    Optional<Charset> said = isJson(octets) ? Optional.of(StandardCharsets.UTF_8) : charset(type);
    try (Reader reader = said.isPresent() ? new InputStreamReader(in, said.get()) : new XmlReader(in, true)) {
      var text = new StringBuilder();
      char[] block = new char[8192];
      for (int n = reader.read(block); n >= 0; n = reader.read(block)) text.append(block, 0, n);
      return NOT_XML.matcher(text).replaceAll("").replace("\uFEFF", "").strip();
    } catch (IOException e) {
      throw new Unreadable("its text cannot be decoded (" + e.getMessage() + ")");
    }
  }

  /** Of the header; without one the document says it, or it is UTF-8. RFC 7303 3 */
  private static Optional<Charset> charset(String type) {
    Matcher named = CHARSET.matcher(type);
    try {
      return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** RFC 8259 8.1 */
  private static boolean isJson(byte[] octets) {
    for (byte octet : octets) if (octet > ' ') return octet == '{';
    return false;
  }

  private static List<FeedEntry> xml(String text) throws Unreadable {
    String plain = NAMED_DOCTYPE.matcher(text).replaceFirst("");
    if (plain.contains("<!DOCTYPE")) throw new Unreadable("its DOCTYPE defines something, which no feed needs and attackers do");
    if (tooDeep(plain)) throw new Unreadable("its elements are nested deeper than " + DEEPEST);
    try {
      var input = new SyndFeedInput();
      input.setXmlHealerOn(true);
      input.setAllowDoctypes(false);
      SyndFeed feed = input.build(new StringReader(plain));
      return feed.getEntries().stream().map(FeedReader::entry).toList();
    } catch (FeedException | IllegalArgumentException e) {
      boolean page = plain.regionMatches(true, 0, "<html", 0, 5);
      throw new Unreadable(page ? "it is a web page, no feed" : "it is no RSS, Atom or JSON Feed that can be read (" + firstLine(e) + ")");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static boolean tooDeep(String text) {
    int depth = 0;
    for (int at = text.indexOf('<'); at >= 0 && at + 1 < text.length(); at = text.indexOf('<', at + 1)) {
      char next = text.charAt(at + 1);
      if (text.startsWith("<![CDATA[", at)) at = Math.max(at, text.indexOf("]]>", at));
      else if (next == '/') depth--;
      else if (next != '!' && next != '?') {
        int end = text.indexOf('>', at);
        if (end < 0 || text.charAt(end - 1) != '/') depth++;
      }
      if (depth > DEEPEST) return true;
    }
    return false;
  }

  private static FeedEntry entry(SyndEntry entry) {
    String content = entry.getContents().stream().map(SyndContent::getValue).filter(value -> value != null && !value.isBlank()).findFirst().orElse("");
    String summary = Optional.ofNullable(entry.getDescription()).map(SyndContent::getValue).orElse("");
    String link = Optional.ofNullable(entry.getLink()).orElse("").strip();
    String id = Stream.of(Optional.ofNullable(entry.getUri()).orElse(""), link, Optional.ofNullable(entry.getTitle()).orElse("")).map(String::strip).filter(text -> !text.isEmpty()).findFirst().orElse("");
    var when = new FeedEntry.When(moment(entry.getPublishedDate()).or(() -> moment(entry.getUpdatedDate())), moment(entry.getUpdatedDate()));
    return new FeedEntry(id, Optional.ofNullable(entry.getTitle()).orElse(""), link, when,
        entry.getCategories().stream().map(SyndCategory::getName).filter(name -> name != null && !name.isBlank()).toList(), content.isBlank() ? summary : content);
  }

  private static Optional<Instant> moment(@org.jspecify.annotations.Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  /** https://www.jsonfeed.org/version/1.1/ */
  private List<FeedEntry> jsonFeed(String text) throws Unreadable {
    try {
      JsonNode feed = json.readTree(text);
      if (!feed.path("version").asText().startsWith("https://jsonfeed.org/version/")) throw new Unreadable("it is JSON, but no JSON Feed");
      var entries = new ArrayList<FeedEntry>();
      for (JsonNode item : feed.path("items")) {
        String link = first(item, "url", "external_url");
        String html = item.path("content_html").asText("");
        String body = html.isBlank() ? escaped(first(item, "content_text", "summary")) : html;
        var categories = new ArrayList<String>();
        item.path("tags").forEach(tag -> categories.add(tag.asText()));
        var when = new FeedEntry.When(moment(item.path("date_published").asText("")), moment(item.path("date_modified").asText("")));
        entries.add(new FeedEntry(first(item, "id", "url"), escaped(item.path("title").asText("")), link, when, categories, body));
      }
      return entries;
    } catch (JsonProcessingException e) {
      throw new Unreadable("its JSON is broken (" + firstLine(e) + ")");
    }
  }

  private static String first(JsonNode item, String... names) {
    return Stream.of(names).map(name -> item.path(name).asText("").strip()).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()); // RFC 3339
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
