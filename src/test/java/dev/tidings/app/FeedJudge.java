package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/** Reads a site's feeds as others would: ROME, Woodstox and Xerces for XML, a JSON schema for JSON Feed. */
final class FeedJudge {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonSchema schema;

  FeedJudge() throws Exception {
    try (InputStream in = FeedJudge.class.getResourceAsStream("/feed/json-feed-1.1.schema.json")) {
      var strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in, strict);
    }
  }

  /** @return how many feeds there are */
  int judge(Path site) throws Exception {
    try (Stream<Path> tree = Files.walk(site)) {
      List<Path> feeds = tree.filter(Files::isRegularFile).filter(file -> file.toString().matches(".*\\.(xml|json)")).toList();
      for (Path feed : feeds) judge(feed, Files.readAllBytes(feed));
      return (int) feeds.stream().filter(file -> !file.endsWith("opml.xml")).count();
    }
  }

  private void judge(Path file, byte[] bytes) throws Exception {
    if (file.toString().endsWith(".json")) json(file, bytes);
    else {
      xml(bytes);
      if (!file.endsWith("opml.xml")) rome(file, bytes);
    }
  }

  private void json(Path file, byte[] bytes) throws Exception {
    JsonNode feed = JSON.readTree(bytes);
    assertThat(schema.validate(feed)).as(file.toString()).isEmpty();
    List<String> ids = StreamSupport.stream(feed.get("items").spliterator(), false).map(item -> item.get("id").asText()).toList();
    assertThat(ids).as("ids of " + file).doesNotHaveDuplicates();
  }

  private static void xml(byte[] bytes) throws Exception {
    XMLStreamReader reader = quiet(new WstxInputFactory()).createXMLStreamReader(new ByteArrayInputStream(bytes));
    while (reader.hasNext()) reader.next();
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
  }

  private static XMLInputFactory quiet(XMLInputFactory factory) {
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private static void rome(Path file, byte[] bytes) throws Exception {
    SyndFeed feed = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(bytes)));
    assertThat(feed.getTitle()).as(file.toString()).isNotBlank();
    assertThat(feed.getEntries()).as(file.toString()).allMatch(entry -> entry.getUri() != null && entry.getLink() != null && entry.getTitle() != null);
    assertThat(feed.getEntries().stream().map(entry -> entry.getUri())).as("ids of " + file).doesNotHaveDuplicates();
  }

  /** What each entry of an XML feed shows: summaries and contents. */
  static List<String> contents(Path file) throws Exception {
    SyndFeed feed = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(Files.readAllBytes(file))));
    return feed.getEntries().stream()
        .flatMap(entry -> Stream.concat(Stream.ofNullable(entry.getDescription()), entry.getContents().stream()))
        .map(SyndContent::getValue).filter(Objects::nonNull).toList();
  }
}
