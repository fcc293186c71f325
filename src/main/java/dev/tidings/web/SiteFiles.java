package dev.tidings.web;

import dev.tidings.post.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds files of site/ for Jetty's resource handling. What was asked for lately is kept in memory, in each coding that was asked for and made once from the very bytes of the file, and looked at
 * again on the disk every half second. Hidden files and whatever lies outside by a link are not there.
 */
final class SiteFiles implements HttpContent.Factory {
  private static final long MOST_KEPT = 64L << 20;
  private static final long LARGEST_KEPT = 4L << 20;
  private static final int SMALLEST_CODED = 400;
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
  private final Path folder;
  private final ContentTypes types;
  private final Map<String, Known> known = new LinkedHashMap<>(64, 0.75f, true);
  private long kept;

  private record Known(KeptFile file, long size, long modified, long lookedAt) {}

  SiteFiles(Path folder, ContentTypes types) {
    this.folder = folder;
    this.types = types;
  }

  /** @param path decoded and normalised by Jetty, begins with '/' */
  @Override
  public @Nullable HttpContent getContent(String path) throws IOException {
    if (isHidden(path)) return null;
    Known fresh = fresh(path);
    if (fresh != null) return fresh.file();
    Optional<Coding> coding = Coding.of(path);
    return coding.isPresent() ? compressed(path, coding.get()) : fromDisk(path);
  }

  /** What is in memory and was looked at on the disk a moment ago. Never waits for the disk. */
  Optional<KeptFile> atHand(String path) {
    return isHidden(path) ? Optional.empty() : Optional.ofNullable(fresh(path)).map(Known::file);
  }

  private static boolean isHidden(String path) {
    return path.contains("/.") && !path.startsWith("/.well-known/") || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0;
  }

  private synchronized @Nullable Known fresh(String path) {
    Known file = known.get(path);
    return file != null && System.nanoTime() - file.lookedAt() < FRESH_NANOS ? file : null;
  }

  private @Nullable HttpContent compressed(String path, Coding coding) throws IOException {
    HttpContent plain = getContent(path.substring(0, path.length() - coding.extension().length()));
    if (!(plain instanceof KeptFile file) || !file.facts().compressible()) return null;
    Known before = before(path);
    if (before != null && before.file().facts().tag().equals(file.facts().tag())) return keep(path, before.file(), before.size(), before.modified());
    return keep(path, new KeptFile(file.getResource(), coding.encode(file.bytes()), file.facts(), Optional.of(coding)), 0, 0);
  }

  private synchronized @Nullable Known before(String path) {
    return known.get(path);
  }

  private @Nullable HttpContent fromDisk(String path) throws IOException {
    try {
      Path file = folder.resolve(path.substring(1)).normalize();
      if (!file.startsWith(folder) || !file.toRealPath().startsWith(folder.toRealPath())) return null;
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      Resource resource = ResourceFactory.root().newResource(file);
      if (facts.isDirectory()) return new ResourceHttpContent(resource, null);
      if (!facts.isRegularFile()) return null;
      if (facts.size() > LARGEST_KEPT) return new ResourceHttpContent(resource, types.of(path));
      return kept(path, file, facts, resource);
    } catch (NoSuchFileException | InvalidPathException gone) {
      return null; // or a name that this system's locale cannot write
    } catch (java.nio.file.FileSystemException notAFolder) {
      return null; // a part of the path is a file, or the name is too long for this system
    }
  }

  private HttpContent kept(String path, Path file, BasicFileAttributes facts, Resource resource) throws IOException {
    long modified = facts.lastModifiedTime().toMillis();
    Known before = before(path);
    if (before != null && before.size() == facts.size() && before.modified() == modified) return keep(path, before.file(), facts.size(), modified);
    byte[] bytes = Files.readAllBytes(file);
    String type = types.of(path);
    boolean compressible = bytes.length >= SMALLEST_CODED && types.isText(type);
    var own = new KeptFile.Facts(type, types.mark() + digest(bytes), facts.lastModifiedTime().toInstant(), compressible);
    return keep(path, new KeptFile(resource, bytes, own, Optional.empty()), facts.size(), modified);
  }

  private synchronized HttpContent keep(String path, KeptFile file, long size, long modified) {
    Known old = known.put(path, new Known(file, size, modified, System.nanoTime()));
    kept += file.getContentLengthValue() - (old == null ? 0 : old.file().getContentLengthValue());
    var eldest = known.values().iterator();
    while (kept > MOST_KEPT && known.size() > 1) {
      kept -= eldest.next().file().getContentLengthValue();
      eldest.remove();
    }
    return file;
  }

  /** Without hyphens: Jetty cuts a tag at its last one where it adds the coding's name. */
  private static String digest(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Fingerprint.of(bytes)).substring(0, 27).replace('-', '.');
  }
}
