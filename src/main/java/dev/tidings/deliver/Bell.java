package dev.tidings.deliver;

import dev.tidings.queue.DeliveryQueue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells the admin of trouble by another way than mail, since mail about a broken relay cannot go through it: an address on the web,
 * a command. The same trouble is told again after six hours, and once when it is over. After each good run a ping, so that
 * silence is noticed elsewhere. What cannot be told is a warning in the log and stops nothing.
 */
final class Bell {
  private static final Duration AGAIN = Duration.ofHours(6);
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

  /** @param trouble of the run that has just ended */
  void after(Optional<String> trouble) {
    if (told.alarm().isPresent() || told.command().isPresent()) {
      if (trouble.isPresent()) {
        if (queue.isNews("alarm", trouble.get(), AGAIN)) ring("Tidings: mail waits", trouble.get());
      } else if (queue.isOver("alarm")) {
        ring("Tidings: all is well again", "The last run ended without trouble.");
      }
    }
    if (trouble.isEmpty()) told.ping().ifPresent(url -> post("ping.url", url, "text/plain", "", ""));
  }

  private void ring(String title, String text) {
    String body = told.json() ? "{\"title\":\"%s\",\"text\":\"%s\"}".formatted(quoted(title), quoted(text)) : text;
    told.alarm().ifPresent(url -> post("alarm.url", url, told.json() ? "application/json" : "text/plain; charset=utf-8", title, body));
    told.command().ifPresent(command -> run(command, title, text));
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
