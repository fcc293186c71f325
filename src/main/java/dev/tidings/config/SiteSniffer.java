package dev.tidings.config;

import dev.tidings.shelf.FeedIds.Scheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Looks whether a folder is a Jekyll or Hugo site and reads from its configuration what a house needs. Changes nothing. */
public final class SiteSniffer {
  private static final List<String> HUGO =
      List.of("hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml", "config/_default/hugo.toml",
          "config/_default/hugo.yaml", "config/_default/config.toml", "config/_default/config.yaml");

  private SiteSniffer() {}

  /** Empty where there is no such site. A configuration that cannot be read is one that says nothing. */
  public static Optional<SiteProposal> sniff(Path folder) throws IOException {
    Path jekyll = folder.resolve("_config.yml");
    if (Files.isRegularFile(jekyll)) return Optional.of(jekyll(folder, yaml(jekyll)));
    for (String name : HUGO) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) continue;
      Map<String, String> keys = name.endsWith(".toml") ? toml(file) : yaml(file);
      if (name.contains("hugo") || keys.containsKey("baseurl") || Files.isDirectory(folder.resolve("content"))) {
        return Optional.of(hugo(folder, name, keys));
      }
    }
    return Optional.empty();
  }

  private static SiteProposal jekyll(Path folder, Map<String, String> keys) throws IOException {
    String style = keys.getOrDefault("permalink", "date");
    String pattern =
        switch (style) {
          case "date" -> "/:categories/:year/:month/:day/:title:output_ext";
          case "pretty" -> "/:categories/:year/:month/:day/:title/";
          case "ordinal" -> "/:categories/:year/:y_day/:title:output_ext";
          case "weekdate" -> "/:categories/:year/W:week/:short_day/:title:output_ext";
          case "none" -> "/:categories/:title:output_ext";
          default -> style;
        };
    String source = keys.getOrDefault("source", ".");
    String collections = keys.getOrDefault("collections_dir", "");
    Path root = folder.resolve(source).resolve(collections);
    String url = keys.getOrDefault("url", "");
    return new SiteProposal(
        Scheme.JEKYLL, "_config.yml", keys.getOrDefault("title", keys.getOrDefault("name", "")),
        url(url + keys.getOrDefault("baseurl", "")), keys.getOrDefault("lang", keys.getOrDefault("locale", "en")).replace('_', '-'),
        zone(keys.get("timezone")), pattern, below(folder, root, "_posts"));
  }

  private static SiteProposal hugo(Path folder, String source, Map<String, String> keys) {
    String content = keys.getOrDefault("contentdir", "content");
    List<String> named = Stream.of("posts", "post", "blog", "news").filter(name -> Files.isDirectory(folder.resolve(content).resolve(name))).toList();
    String section = named.isEmpty() ? "posts" : named.get(0);
    String pattern = Optional.ofNullable(keys.get("permalinks." + section)).or(() -> Optional.ofNullable(keys.get("permalinks.page." + section))).orElse("/:sections/:slugorcontentbasename/");
    List<String> posts = named.isEmpty() ? List.of(content) : named.stream().map(name -> content + "/" + name).toList();
    String language = keys.getOrDefault("languagecode", keys.getOrDefault("locale", keys.getOrDefault("defaultcontentlanguage", "en")));
    return new SiteProposal(
        Scheme.HUGO, source, keys.getOrDefault("title", ""), url(keys.getOrDefault("baseurl", "")), language.replace('_', '-'),
        zone(keys.get("timezone")), pattern, posts);
  }

  /** _posts may stand in any folder of a Jekyll site, _site and vendor excepted. */
  private static List<String> below(Path folder, Path root, String name) throws IOException {
    if (!Files.isDirectory(root)) return List.of(name);
    try (Stream<Path> found = Files.find(root, 3, (path, attributes) -> attributes.isDirectory() && path.endsWith(name))) {
      List<String> folders =
          found.map(path -> folder.normalize().relativize(path.normalize()).toString().replace('\\', '/'))
              .filter(path -> !path.startsWith("_site/") && !path.startsWith("vendor/") && !path.contains("node_modules/"))
              .sorted()
              .toList();
      return folders.isEmpty() ? List.of(name) : folders;
    }
  }

  private static Optional<URI> url(String text) {
    if (!text.startsWith("http://") && !text.startsWith("https://")) return Optional.empty();
    try {
      URI url = URI.create(text.endsWith("/") ? text : text + "/");
      return Optional.of(url).filter(whole -> whole.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(@org.jspecify.annotations.Nullable String name) {
    if (name == null) return Optional.empty();
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> yaml(Path file) throws IOException {
    var keys = new LinkedHashMap<String, String>();
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(Files.readString(file)));
      if (root instanceof MappingNode mapping) flatten("", mapping, keys, 0);
    } catch (YAMLException e) {
      return keys;
    }
    return keys;
  }

  private static void flatten(String prefix, MappingNode mapping, Map<String, String> keys, int depth) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) continue;
      String path = prefix + name.getValue().toLowerCase(java.util.Locale.ROOT);
      if (tuple.getValueNode() instanceof ScalarNode value && !value.getValue().isEmpty()) keys.put(path, value.getValue());
      if (tuple.getValueNode() instanceof MappingNode inner && depth < 3) flatten(path + ".", inner, keys, depth + 1);
    }
  }

  private static Map<String, String> toml(Path file) throws IOException {
    var keys = new LinkedHashMap<String, String>();
    TomlParseResult parsed = Toml.parse(file);
    for (String path : parsed.dottedKeySet()) {
      if (parsed.get(path) instanceof String value) keys.put(path.toLowerCase(java.util.Locale.ROOT), value);
    }
    return keys;
  }
}
