package dev.tidings.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** How a document's entries become its three files. */
enum FeedFormat {
  RSS("rss", ".xml") {
    @Override
    byte[] bind(Document document, Instant updated, List<Galley> set) {
      return joined(RssFormat.head(document, updated), set.stream().map(Galley::rss).toList(), "", RssFormat.END);
    }
  },
  ATOM("atom", ".xml") {
    @Override
    byte[] bind(Document document, Instant updated, List<Galley> set) {
      return joined(AtomFormat.head(document, updated), set.stream().map(Galley::atom).toList(), "", AtomFormat.END);
    }
  },
  JSON("feed", ".json") {
    @Override
    byte[] bind(Document document, Instant updated, List<Galley> set) {
      return joined(JsonFormat.head(document), set.stream().map(Galley::json).toList(), ",\n", JsonFormat.END);
    }
  };

  private final String file;
  private final String ending;

  FeedFormat(String file, String ending) {
    this.file = file;
    this.ending = ending;
  }

  /** @param updated the newest among the entries */
  abstract byte[] bind(Document document, Instant updated, List<Galley> set);

  /** Below the site. */
  String path(Document document) {
    return document.topic().folder() + file + document.suffix() + ending;
  }

  private static byte[] joined(String head, List<byte[]> parts, String between, String end) {
    var bytes = new ByteArrayOutputStream(4096 + parts.stream().mapToInt(part -> part.length + 2).sum());
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) bytes.writeBytes(between.getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(parts.get(i));
    }
    bytes.writeBytes(end.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
