package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house's own page that does not work costs its looks, not the reader's way. */
class BrokenPagesTest {
  @TempDir Path home;

  @Test
  void aTemplateThatDoesNotWorkIsReplacedByTheShippedOne() throws Exception {
    try (var served = new ServedHouse(home, Instant.parse("2026-11-24T06:00:00Z"), "newsletters:\n  daily: {title: The Daily, schedule: every day at 07:00}")) {
      for (String broken : new String[] {"<html><p th:text=\"${form.nothing()}\"></p></html>", "<html><p th:text=\"${\"></p>", "<html><p th:each=\"x : ${}\"></p></html>"}) {
        served.write("templates/web/subscribe.html", broken);
        HttpResponse<String> page = served.get("/subscribe");
        assertThat(page.statusCode()).as(broken).isEqualTo(200);
        assertThat(page.body()).contains("name=\"email\"").contains("The Daily");
      }
      served.write("templates/web/message.html", "<html><p th:text=\"${nothing.at.all}\"></p></html>");
      HttpResponse<String> missing = served.get("/no-such-page");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("<h1>");
      served.write("templates/web/subscribe.html", "<html><h1>Our own</h1><p th:text=\"#{web.email}\"></p></html>");
      assertThat(served.get("/subscribe").body()).contains("Our own").contains("E-mail address");
    }
  }
}
