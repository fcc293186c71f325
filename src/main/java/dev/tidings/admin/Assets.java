package dev.tidings.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The stylesheet, and the one script. */
final class Assets {
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js";

  private Assets() {}

  static void style(Call call) {
    var brand = call.office().dress().look().brand();
    String css = call.office().dress().pages().text("admin/admin.css").replace("var(--house-accent)", brand.accent()).replace("var(--house-accent-dark)", brand.darkAccent());
    call.context().header("Cache-Control", "private, max-age=300").contentType("text/css; charset=utf-8").result(css);
  }

  static void htmx(Call call) {
    try (InputStream script = Assets.class.getResourceAsStream(HTMX)) {
      if (script == null) throw NotDone.unknown("This program was built without its script. The pages work without it.");
      call.context().header("Cache-Control", "private, max-age=86400").contentType("text/javascript; charset=utf-8").result(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
