package dev.tidings.deliver;

import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Notice;
import dev.tidings.render.NoticeBody;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells the admin of trouble: an address on the web, a command, mail. Mail about a broken relay cannot go through it; it comes by another
 * one, or once it is back. Trouble is told once, and once when it is over. After each good run a ping, so that silence is noticed elsewhere. What cannot be told is a warning in the log and stops nothing.
 */
public final class Bell {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final Duration MAIL_LIFE = Duration.ofDays(2);
  private static final Matter RELAY = new Matter("alarm", "mail waits", "The last run ended without trouble.");
  private static final int WEB_MILLIS = 10_000;
  private static final int COMMAND_SECONDS = 30;
  private final DeliverySettings.Told told;
  private final DeliveryQueue queue;
  private final Desk desk;

  Bell(DeliverySettings.Told told, DeliveryQueue queue, Desk desk) {
    this.told = told;
    this.queue = queue;
    this.desk = desk;
  }

  /** What there can be trouble with. @param key its own, for ever · @param title a few words · @param over what is said when it is */
  public record Matter(String key, String title, String over) {}

  /** For whoever sees trouble that no courier sees. */
  public static Bell of(DeliverySettings.Told told, DeliveryQueue queue) {
    return new Bell(told, queue, new Desk());
  }

  /** How it stands with a matter at this moment. */
  public void hear(Matter matter, Optional<String> trouble) {
    hear(matter, trouble, Duration.ZERO);
  }

  /** @param patience trouble that is over before is not told */
  private void hear(Matter matter, Optional<String> trouble, Duration patience) {
    if (!told.anybody()) return;
    String since = matter.key + " since";
    if (trouble.isPresent()) {
      queue.isNews(since, "on", FOR_EVER);
      if (queue.lasts(since, patience) && queue.isNews(matter.key, "on", FOR_EVER)) ring("Tidings: " + matter.title, trouble.get());
    } else {
      queue.isOver(since);
      if (queue.isOver(matter.key)) ring("Tidings: all is well again (" + matter.title + ")", matter.over);
    }
  }

  /** While a process that stays is still at it. */
  void meanwhile(Optional<String> trouble) {
    if (trouble.isPresent() && !told.limits().resting().isZero()) hear(RELAY, trouble, told.limits().resting());
  }

  /** @param trouble of the run that has just ended */
  void after(Optional<String> trouble) {
    hear(RELAY, trouble, told.limits().resting());
    if (trouble.isEmpty()) told.ping().ifPresent(url -> post("ping.url", url, "text/plain", "", ""));
  }

  private void ring(String title, String text) {
    String body = told.json() ? "{\"title\":\"%s\",\"text\":\"%s\"}".formatted(quoted(title), quoted(text)) : text;
    told.alarm().ifPresent(url -> post("alarm.url", url, told.json() ? "application/json" : "text/plain; charset=utf-8", title, body));
    told.command().ifPresent(command -> run(command, title, text));
    for (String address : told.mail()) queue.enqueue(new Notice("alarm/" + address + "/" + queue.now().toEpochMilli() + "/" + title, "alarm", address, title, NoticeBody.of(text + "\n"), queue.now().plus(MAIL_LIFE)));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cc}", " ");
  }

  /** An address may hold a secret: messages name the key and the host only. */
  private void post(String key, URI url, String type, String title, String body) {
    try {
      var connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(WEB_MILLIS);
      connection.setReadTimeout(WEB_MILLIS);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", type);
      if (!title.isEmpty()) connection.setRequestProperty("Title", title); // ntfy shows it
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      if (status >= 400) desk.warn("%s: %s answered %d. Nobody was told by it. Check the address.".formatted(key, url.getHost(), status));
    } catch (IOException e) {
      desk.warn("%s: %s cannot be reached (%s). Nobody was told by it. Check the address.".formatted(key, url.getHost(), e.getClass().getSimpleName()));
    }
  }

  /** The message is in the environment and on standard input, never part of the command. */
  private void run(String command, String title, String text) {
    try {
      var builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("TIDINGS_TITLE", title);
      builder.environment().put("TIDINGS_MESSAGE", text);
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        desk.warn("alarm.command: it was stopped after %d seconds.".formatted(COMMAND_SECONDS));
      } else if (process.exitValue() != 0) {
        desk.warn("alarm.command: it ended with %d. Perhaps nobody was told. Try it by hand.".formatted(process.exitValue()));
      }
    } catch (IOException e) {
      desk.warn("alarm.command: it cannot be run or did not read the message (%s). Try it by hand.".formatted(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
