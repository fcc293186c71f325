package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.staff.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the admin's pages, and out again. */
class AdminDoorTest {
  private static final String NEWSLETTERS = "newsletters: {daily: {schedule: every day at 07:00}}";
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), NEWSLETTERS);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void whoIsNotSignedInIsAskedToAndComesBackToThePageShewanted() throws Exception {
    HttpResponse<String> asked = served.get("/admin/account");
    assertThat(asked.statusCode()).isEqualTo(303);
    assertThat(asked.headers().firstValue("Location")).contains("/admin/login?to=%2Faccount");
    assertThat(served.get("/admin/login").body()).contains("tidings admin add NAME --role owner");
    served.house().staff().accounts().add("maud", Role.EDITOR, Optional.empty(), Clerk.PASSWORD);
    HttpResponse<String> entered = served.post("/admin/login", Clerk.form("name", "maud", "password", Clerk.PASSWORD, "to", "/account"));
    assertThat(entered.headers().firstValue("Location")).contains("/admin/account");
    HttpResponse<String> astray = served.post("/admin/login", Clerk.form("name", "maud", "password", Clerk.PASSWORD, "to", "//evil.example/"));
    assertThat(astray.headers().firstValue("Location")).hasValueSatisfying(to -> assertThat(to).startsWith("/admin"));
    assertThat(served.post("/admin/login", Clerk.form("name", "maud", "password", Clerk.PASSWORD), "Origin", "https://evil.example").statusCode()).isEqualTo(403);
  }

  @Test
  void aWrongPasswordKeepsTheNameAndSixOfThemShutTheDoor() throws Exception {
    served.house().staff().accounts().add("maud", Role.OWNER, Optional.empty(), Clerk.PASSWORD);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> wrong = served.post("/admin/login", Clerk.form("name", "maud", "password", "guess " + i));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("value=\"maud\"", "Name or password is wrong").doesNotContain("guess");
    }
    assertThat(served.post("/admin/login", Clerk.form("name", "maud", "password", Clerk.PASSWORD)).statusCode()).as("also with the right one").isEqualTo(429);
  }

  @Test
  void aSessionSurvivesARestartAndEndsEverywhereAtOnce() throws Exception {
    Clerk first = Clerk.signedIn(served, "maud", Role.OWNER);
    Clerk second = Clerk.signedIn(served, "maud", Role.OWNER);
    served.close();
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:10:00Z"), NEWSLETTERS);
    HttpResponse<String> page = served.get("/admin/account", "Cookie", first.cookie());
    assertThat(page.statusCode()).isEqualTo(200);
    String token = page.body().replaceAll("(?s).*?name=\"token\" value=\"([^\"]+)\".*", "$1");
    assertThat(served.post("/admin/account/leave-everywhere", Clerk.form("token", token), "Cookie", first.cookie()).statusCode()).isEqualTo(303);
    for (Clerk clerk : java.util.List.of(first, second)) assertThat(served.get("/admin/account", "Cookie", clerk.cookie()).statusCode()).isEqualTo(303);
    served.turnTo("2026-01-28T06:20:00Z");
    Clerk third = Clerk.signedIn(served, "maud", Role.OWNER);
    served.turnTo("2026-02-12T06:20:00Z");
    assertThat(third.get("/admin/account").statusCode()).as("after fourteen days").isEqualTo(303);
  }

  @Test
  void aNewPasswordSignsOutAndSaysWhatIsWrongWithAShortOne() throws Exception {
    Clerk clerk = Clerk.signedIn(served, "maud", Role.EDITOR);
    assertThat(clerk.send("/admin/account/password", "old", "not it at all", "new", "another four quiet words").body()).contains("The old password is wrong");
    assertThat(clerk.send("/admin/account/password", "old", Clerk.PASSWORD, "new", "short").body()).contains("at least 12");
    assertThat(clerk.send("/admin/account/password", "old", Clerk.PASSWORD, "new", "another four quiet words").statusCode()).isEqualTo(303);
    assertThat(clerk.get("/admin/account").statusCode()).isEqualTo(303);
    assertThat(served.post("/admin/login", Clerk.form("name", "maud", "password", "another four quiet words")).statusCode()).isEqualTo(303);
  }

  @Test
  void whatIsDoneStandsInTheLogThatOwnersRead() throws Exception {
    Clerk owner = Clerk.signedIn(served, "maud", Role.OWNER);
    assertThat(owner.send("/admin/account/zone", "zone", "Mars/Olympus").body()).contains("not a time zone", "value=\"Mars/Olympus\"");
    assertThat(owner.after("/admin/account/zone", "zone", "Asia/Tokyo")).contains("Times are shown in Asia/Tokyo.");
    assertThat(owner.page("/admin/log")).contains("sign in", "Times are shown in Asia/Tokyo.", "maud").doesNotContain("Mars");
    assertThat(Clerk.signedIn(served, "ned", Role.EDITOR).get("/admin/log").statusCode()).isEqualTo(403);
  }
}
