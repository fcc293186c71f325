package dev.tidings.bounce;

import dev.tidings.bounce.BounceSettings.Box;
import dev.tidings.bounce.BounceSettings.Maildir;
import dev.tidings.bounce.BounceSettings.Mbox;
import dev.tidings.bounce.BounceSettings.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a look at a box shows; nothing in it is touched.
 *
 * @param waiting messages; of an mbox, 1 for any
 * @param trouble why it cannot be read, or what was read could not leave it
 */
public record BoxLook(String box, int waiting, Optional<String> trouble) {
  /** @param patience for each step of a server */
  public static BoxLook at(Box box, Duration patience) {
    String name = Rounds.name(box);
    try {
      return new BoxLook(name, count(box, patience), Optional.empty());
    } catch (BoxTrouble trouble) {
      return new BoxLook(name, 0, Optional.of(String.valueOf(trouble.getMessage())));
    }
  }

  private static int count(Box box, Duration patience) {
    if (box instanceof Remote remote) return new RemoteBox(remote, patience).count();
    return box instanceof Maildir maildir ? maildir(maildir.folder()) : mbox(((Mbox) box).file());
  }

  private static int maildir(Path folder) {
    int count = 0;
    for (String part : new String[] {"new", "cur"}) {
      Path here = folder.resolve(part);
      try (Stream<Path> list = Files.list(here)) {
        count += (int) list.filter(Files::isRegularFile).count();
      } catch (IOException e) {
        throw new BoxTrouble("%s: this is no Maildir that can be read (%s). Check its path and permissions.".formatted(folder, e), e);
      }
      writable(here);
    }
    return count;
  }

  /** A spool that is empty may not exist. */
  private static int mbox(Path file) {
    writable(file.toAbsolutePath().resolveSibling(""));
    if (!Files.exists(file)) return 0;
    writable(file);
    return file.toFile().length() > 0 ? 1 : 0;
  }

  private static void writable(Path place) {
    if (!Files.isReadable(place) || !Files.isWritable(place))
      throw new BoxTrouble(place + ": it may not be read and written by this user. Check its permissions.", new IOException("no permission"));
  }
}
