package dev.tidings.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The templates of a house: the shipped ones, and those that the house overrides in its {@code templates/}.
 *
 * @param house the house's {@code templates/}; need not exist
 * @param good where copies of the house's last working templates are kept; need not exist
 */
public record TemplateFolder(Optional<Path> house, Optional<Path> good) {
  private static final String SHIPPED = "/dev/tidings/templates/";
  /** Without a house: the shipped templates only. */
  public static final TemplateFolder DEFAULT = new TemplateFolder(Optional.empty(), Optional.empty());

  /** Names of all shipped templates, {@code mail/digest.html} and so on, sorted. */
  public List<String> names() {
    URL url = TemplateFolder.class.getResource(SHIPPED + "mail/digest.html");
    if (url == null) throw new IllegalStateException("This program's jar has no templates. Build it again: mvn package");
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) return below(Path.of(uri).resolve("../..").normalize());
      String file = uri.getSchemeSpecificPart();
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(file.substring(0, file.indexOf("!/")).replace(" ", "%20"))))) {
        return below(jar.getPath(SHIPPED));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("The shipped templates cannot be listed: " + e.getMessage(), e);
    }
  }

  /** The shipped text of a template. */
  public Optional<String> shipped(String name) {
    return isName(name) ? resource(SHIPPED + name) : Optional.empty();
  }

  /** The house's text of a template; empty where it does not override this one. */
  public Optional<String> own(String name) {
    return isName(name) ? house.flatMap(folder -> read(folder.resolve(name))) : Optional.empty();
  }

  public boolean isOverridden(String name) {
    return own(name).isPresent();
  }

  /** What counts: the house's text, else the shipped one. */
  public Optional<String> text(String name) {
    return own(name).or(() -> shipped(name));
  }

  /** The last text of the house's that is known to work, else the shipped one. */
  public Optional<String> lastGood(String name) {
    return (isName(name) ? good.flatMap(folder -> read(folder.resolve(name))) : Optional.<String>empty())
        .or(() -> shipped(name));
  }

  /** Copies a shipped template into the house, to be edited. Never overwrites. */
  public Path copy(String name) {
    String text = shipped(name).orElseThrow(
        () -> new IllegalArgumentException("There is no template '" + name + "'. 'templates list' names them."));
    Path target = house.orElseThrow(() -> new IllegalArgumentException("No house to copy '" + name + "' to.")).resolve(name);
    if (Files.exists(target)) throw new IllegalArgumentException(target + " is there already and stays as it is.");
    write(target, text);
    return target;
  }

  /** How the house's template differs from the shipped one: a unified diff, empty where it does not. */
  public String diff(String name) {
    return own(name).map(own -> LineDiff.unified(name, shipped(name).orElse(""), own)).orElse("");
  }

  /** Remembers the house's templates as working ones. */
  void keepGood() {
    good.ifPresent(folder -> Stream.concat(names().stream(), words().stream())
        .forEach(name -> keep(name, folder.resolve(name))));
  }

  private void keep(String name, Path copy) {
    try {
      Optional<String> own = own(name);
      if (own.isEmpty()) Files.deleteIfExists(copy);
      else if (!read(copy).equals(own)) write(copy, own.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the house's word files and of the kept ones, {@code words/nl.properties} and so on. */
  private List<String> words() {
    return Stream.of(house, good).flatMap(Optional::stream).map(folder -> folder.resolve("words"))
        .filter(Files::isDirectory).flatMap(folder -> listed(folder).stream()).distinct().sorted().toList();
  }

  private static List<String> listed(Path words) {
    try {
      return below(words).stream().filter(name -> name.endsWith(".properties")).map(name -> "words/" + name).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<String> resource(String path) {
    try (InputStream in = TemplateFolder.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isName(String name) {
    return name.matches("[\\w-]+(/[\\w-]+)*\\.\\w+");
  }

  private static List<String> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.writeString(file.resolveSibling("." + file.getFileName() + ".part"), text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
