package dev.tidings.post;

import dev.tidings.post.PostProblem.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The admin's folders of Markdown files. Lists them without reading, and reads them one by one. Files that begin with a dot or end
 * with {@code ~} are nobody's posts; a link that leads out of the folder is not followed.
 */
public final class PostFolder {
  static final long LARGEST = 2L * 1024 * 1024;
  private static final String FETCHED = "feeds/";
  private static final Set<String> KINDS = Set.of("md", "markdown", "mkd", "txt", "html");
  private final PostSettings settings;
  private final Optional<Path> fetched;
  private final PostReader reader;

  public PostFolder(PostSettings settings) {
    this(settings, Optional.empty());
  }

  /** @param fetched one more folder, of posts that were fetched; there is nothing wrong where it is missing */
  public PostFolder(PostSettings settings, Optional<Path> fetched) {
    this.settings = settings;
    this.fetched = fetched;
    this.reader = new PostReader(settings);
  }

  /** @param problems of the folders, not of the files' content · @param whole whether every folder could be read */
  public record Listing(List<FileStamp> files, List<PostProblem> problems, boolean whole) {}

  /** Every file that may be a post, by path. */
  public Listing list() {
    var files = new ArrayList<FileStamp>();
    var problems = new ArrayList<PostProblem>();
    boolean whole = true;
    for (Path folder : settings.folders()) {
      boolean there = Files.isDirectory(folder);
      whole &= there && walk(folder, settings.folders().size() > 1 ? folder.getFileName() + "/" : "", files, problems);
      if (!there) problems.add(new PostProblem(shown(folder), 0, Severity.ERROR, "this folder of posts is missing. Feeds and pages stay as they are; posts in other folders go out. Make it, or mend 'posts:' in config/tidings.yml."));
    }
    if (fetched.filter(Files::isDirectory).isPresent()) whole &= walk(fetched.get(), FETCHED, files, problems);
    files.sort(Comparator.comparing(FileStamp::relative));
    return new Listing(files, problems, whole);
  }

  /** @return whether every folder could be read */
  private boolean walk(Path folder, String prefix, List<FileStamp> files, List<PostProblem> problems) {
    var unread = new ArrayList<Path>();
    try {
      Path root = folder.toRealPath();
      var place = new Place(root.toString().length() + (root.getNameCount() == 0 ? 0 : 1), shown(folder).isEmpty() ? "" : shown(folder) + "/", prefix);
      Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), 30, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
          return !dir.equals(root) && isHidden(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          if (isHidden(file) || !isPost(file)) return FileVisitResult.CONTINUE;
          if (attributes.isSymbolicLink()) link(root, folder, file, problems);
          else if (attributes.isRegularFile()) files.add(place.stamp(file, attributes));
          else problems.add(new PostProblem(shown(folder.resolve(root.relativize(file))), 0, Severity.ERROR, "this is no file but a pipe, a socket or a device, and is not read. Everything else goes out. Remove it."));
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          problems.add(new PostProblem(shown(folder.resolve(root.relativize(file))), 0, Severity.ERROR, "this cannot be read (%s). What is in it is held back; everything else goes out. Check its permissions.".formatted(FileReason.of(e))));
          if (Files.isDirectory(file)) unread.add(file);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      problems.add(new PostProblem(shown(folder), 0, Severity.ERROR, "this folder cannot be read (%s). Check its permissions.".formatted(FileReason.of(e))));
      unread.add(folder);
    }
    return unread.isEmpty();
  }

  /** A link inside the folder leads to a file that is read anyway; one that leaves it is refused. */
  private void link(Path root, Path folder, Path file, List<PostProblem> problems) {
    String name = shown(folder.resolve(root.relativize(file)));
    try {
      if (!file.toRealPath().startsWith(root))
        problems.add(new PostProblem(name, 0, Severity.ERROR, "this link leads out of the folder of posts and is not followed. The post is held back; everything else goes out. Copy the file here."));
    } catch (IOException e) {
      problems.add(new PostProblem(name, 0, Severity.ERROR, "this link leads nowhere. Everything else goes out. Delete it."));
    }
  }

  /** @param cut so many characters of a file's path name the folder · @param prefix tells the files of several folders apart */
  private record Place(int cut, String shown, String prefix) {
    FileStamp stamp(Path file, BasicFileAttributes attributes) {
      String relative = file.toString().substring(cut).replace('\\', '/');
      return new FileStamp(shown + relative, prefix + relative, file, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
  }

  private String shown(Path path) {
    return path.startsWith(settings.house()) ? settings.house().relativize(path).toString().replace('\\', '/') : path.toString();
  }

  private static boolean isHidden(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") || name.endsWith("~");
  }

  private static boolean isPost(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && KINDS.contains(name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT));
  }

  /** Reads and understands one file. Never throws for what is in it. */
  public Reading read(FileStamp stamp) {
    if (stamp.size() > LARGEST) return held(stamp, "it is larger than 2 MB. Split it, or keep what is not text elsewhere.");
    if (stamp.size() == 0) return held(stamp, "the file is empty. Write the post, or delete the file.");
    try {
      return reader.read(stamp, text(Files.readAllBytes(stamp.file())));
    } catch (CharacterCodingException e) {
      return held(stamp, "it is not UTF-8 text%s. Save it as UTF-8.".formatted(Optional.ofNullable(e.getMessage()).map(reason -> " (" + reason + ")").orElse("")));
    } catch (IOException e) {
      return held(stamp, "it cannot be read (%s). Check its permissions.".formatted(FileReason.of(e)));
    }
  }

  private static Reading held(FileStamp stamp, String reasonAndFix) {
    return new Reading(stamp, Optional.empty(), false, List.of(Fences.error(stamp.path(), 0, reasonAndFix)));
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    boolean wide = bytes.length > 1 && ((bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe || (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff);
    if (wide) throw new MarkedCoding("a UTF-16 byte-order mark");
    return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static final class MarkedCoding extends CharacterCodingException {
    private final String reason;

    MarkedCoding(String reason) {
      this.reason = reason;
    }

    @Override
    public String getMessage() {
      return reason;
    }
  }

  /** Reads several, on all cores. In the order given. */
  public List<Reading> readAll(Collection<FileStamp> stamps) {
    return Spellings.warn(stamps.parallelStream().map(this::read).toList());
  }
}
