package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.admin.AdminSite;
import dev.tidings.staff.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the site map, by whoever may and may not. RELIABILITY H6 */
class AdminMatrixTest {
  private static final String FIELDS = Clerk.form("newsletter", "daily", "local", "2026-01-29T07:00", "zone", "Europe/London", "seen", "planned", "word", "hold", "edition", "daily/1", "act", "pause",
      "what", "nothing", "email", "x@y.example", "consent", "by word", "csv", "email\nq@q.example\n", "step", "take", "name", "thing", "scope", "run", "address", "me@desk.example", "post", "", "old", "x", "new", "y");
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nada@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM subscription") == 1);
    served.turnAndWakeAt("2026-01-28T07:00:10Z");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.mailsTo("ada").size() == 1 && count("SELECT count(*) FROM edition WHERE closed_at IS NOT NULL") == 1);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private static String path(AdminSite.Door door) {
    return door.path().replace("{newsletter}", "daily").replace("{number}", "1").replace("{id}", "1").replace("{part}", "html");
  }

  private HttpResponse<String> ask(Clerk clerk, AdminSite.Door door, String method, String form, String... headers) throws Exception {
    var request = served.request(path(door), headers).method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(form)).header("Content-Type", "application/x-www-form-urlencoded");
    if (!clerk.cookie().isEmpty()) request.header("Cookie", clerk.cookie());
    return served.send(request);
  }

  @Test
  void nothingChangesWithoutTheOwnPagesToken() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    Clerk other = Clerk.signedIn(served, "maud", Role.OWNER);
    String token = owner.token();
    String before = state();
    int asked = 0;
    for (AdminSite.Door door : AdminSite.doors()) {
      if (!door.changes() || door.role().isEmpty()) continue;
      List<HttpResponse<String>> answers = new ArrayList<>();
      answers.add(ask(owner, door, "POST", FIELDS));
      answers.add(ask(owner, door, "POST", FIELDS + "&token=wrong"));
      answers.add(ask(owner, door, "POST", FIELDS + "&" + Clerk.form("token", other.token())));
      answers.add(ask(owner, door, "POST", FIELDS + "&" + Clerk.form("token", token), "Origin", "https://evil.example"));
      answers.add(ask(owner, door, "POST", FIELDS + "&" + Clerk.form("token", token), "Sec-Fetch-Site", "cross-site"));
      answers.add(ask(Clerk.nobody(served), door, "POST", FIELDS + "&" + Clerk.form("token", token)));
      for (HttpResponse<String> answer : answers) assertThat(answer.statusCode()).as(door.path() + " " + answer.body()).isEqualTo(403);
      assertThat(ask(owner, door, "GET", "").statusCode()).as("GET " + door.path()).isIn(405, 200, 404);
      asked += answers.size() + 1;
    }
    assertThat(state()).isEqualTo(before);
    System.out.println("H6: " + asked + " requests to " + AdminSite.doors().stream().filter(AdminSite.Door::changes).count() + " actions: 0 changes");
  }

  @Test
  void everyRouteAnswersThoseWhoMayAndNobodyElse() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    String before = state();
    for (AdminSite.Door door : AdminSite.doors()) {
      if (door.role().isEmpty()) continue;
      String method = door.changes() ? "POST" : "GET";
      int nobody = ask(Clerk.nobody(served), door, method, FIELDS).statusCode();
      assertThat(nobody).as("nobody at " + door.path()).isEqualTo(door.changes() ? 403 : 303);
      if (door.role().get() == Role.OWNER) assertThat(ask(editor, door, method, FIELDS + "&" + Clerk.form("token", editor.token())).statusCode()).as("editor at " + door.path()).isEqualTo(403);
      if (!door.changes()) {
        if (door.role().get() == Role.EDITOR) assertThat(ask(editor, door, "GET", "").statusCode()).as("editor at " + door.path()).isIn(200, 303);
        assertThat(ask(owner, door, "GET", "").statusCode()).as("owner at " + door.path()).isIn(200, 303);
      }
    }
    assertThat(state()).as("no GET changes anything").isEqualTo(before);
    for (AdminSite.Door door : AdminSite.doors()) {
      boolean ends = door.path().contains("log") || door.path().contains("leave-everywhere");
      if (!door.changes() || door.role().isEmpty() || door.role().get() == Role.OWNER || ends) continue;
      assertThat(ask(editor, door, "POST", FIELDS + "&" + Clerk.form("token", editor.token())).statusCode()).as("editor at " + door.path()).isIn(303, 409, 422);
    }
  }

  private String state() {
    return served.house().ledger().read(sql -> {
      var all = new StringBuilder();
      for (String table : List.of("account", "account_session", "api_key", "slot_wish", "newsletter", "subscriber", "subscription", "suppression", "origin", "edition", "notice", "audit", "post"))
        all.append(table).append(sql.createQuery("SELECT * FROM " + table).mapToMap().list()).append('\n');
      return all.toString();
    });
  }
}
