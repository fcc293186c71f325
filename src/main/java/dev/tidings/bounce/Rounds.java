package dev.tidings.bounce;

import dev.tidings.bounce.BounceSettings.Box;
import dev.tidings.bounce.BounceSettings.Maildir;
import dev.tidings.bounce.BounceSettings.Mbox;
import dev.tidings.bounce.BounceSettings.Remote;
import dev.tidings.bounce.Settled.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Goes round the boxes: each message is settled, and goes only after that. */
public final class Rounds {
  private final BounceDesk desk;
  private final Clock clock;
  private final Path unknown;

  /** @param unknown a folder for piped messages that were not understood */
  public Rounds(BounceDesk desk, Clock clock, Path unknown) {
    this.desk = desk;
    this.clock = clock;
    this.unknown = unknown;
  }

  /**
   * One round of one box.
   *
   * @param sentences what was done to readers, or concerns the operator
   * @param trouble why the box could not be read to its end
   */
  public record Result(String box, Map<Effect, Integer> counts, List<String> sentences, Optional<String> trouble) {
    public int of(Effect effect) {
      return counts.getOrDefault(effect, 0);
    }
  }

  public Result collect(Box box) {
    String name = name(box);
    var counts = new EnumMap<Effect, Integer>(Effect.class);
    var sentences = new ArrayList<String>();
    Taker taker = message -> {
      Settled settled = desk.settle(message, name, clock.instant());
      counts.merge(settled.effect(), 1, Integer::sum);
      if (settled.effect() != Effect.NOTED && settled.effect() != Effect.UNKNOWN) sentences.add(settled.sentence());
      return settled.ours();
    };
    try {
      empty(box, taker);
      return new Result(name, counts, List.copyOf(sentences), Optional.empty());
    } catch (BoxTrouble trouble) {
      return new Result(name, counts, List.copyOf(sentences), Optional.of(String.valueOf(trouble.getMessage())));
    }
  }

  private static void empty(Box box, Taker taker) {
    if (box instanceof Maildir maildir) new MaildirBox(maildir.folder()).empty(taker);
    else if (box instanceof Mbox mbox) new MboxBox(mbox.file()).empty(taker);
    else if (box instanceof Remote remote) new RemoteBox(remote).empty(taker);
  }

  static String name(Box box) {
    if (box instanceof Maildir maildir) return "maildir " + maildir.folder();
    if (box instanceof Mbox mbox) return "mbox " + mbox.file();
    Remote remote = (Remote) box;
    return remote.server().protocol().name().toLowerCase(java.util.Locale.ROOT) + " " + remote.server().host();
  }

  /** Returns when something may have come into the box, at the latest after the given time. */
  public void await(Box box, Duration longest) throws InterruptedException {
    if (!(box instanceof Remote remote)) {
      Thread.sleep(longest.toMillis());
      return;
    }
    ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
    try {
      new RemoteBox(remote).await(longest, alarm);
    } finally {
      alarm.shutdownNow();
    }
  }

  /** One message from a pipe. The mail server has let it go, so what is not understood is kept here. */
  public Settled piped(byte[] message) {
    Settled settled = desk.settle(message, "pipe", clock.instant());
    if (!settled.ours()) keep(message);
    return settled;
  }

  private void keep(byte[] message) {
    try {
      Files.createDirectories(unknown);
      Path fresh = Files.createTempFile(unknown, "message", ".part");
      Files.write(fresh, message);
      Files.move(fresh, unknown.resolve(fresh.getFileName().toString().replace(".part", ".eml")));
    } catch (IOException e) {
      throw new UncheckedIOException(unknown + ": a message that was not understood cannot be kept there (" + e.getMessage() + "). It is recorded, but lost. Check disk and permissions.", e);
    }
  }
}
