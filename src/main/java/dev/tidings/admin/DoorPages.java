package dev.tidings.admin;

import dev.tidings.staff.Account;
import dev.tidings.staff.Guesses;
import dev.tidings.staff.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;

/** Signing in and out. */
final class DoorPages {
  private static final String TITLE = "Sign in";
  private final Guesses guesses;

  DoorPages(Guesses guesses) {
    this.guesses = guesses;
  }

  void form(Call call) {
    boolean nobody = call.office().staff().accounts().list().isEmpty();
    call.show("login", TITLE, model(call, nobody));
  }

  private static Map<String, Object> model(Call call, boolean nobody) {
    return Map.of("name", call.field("name"), "to", call.field("to"), "nobody", nobody);
  }

  void enter(Call call) {
    String name = call.field("name");
    if (guesses.areSpent(call.requester(), name)) {
      throw new NotDone(429, "Too many wrong passwords", "Nobody may sign in from here for a quarter of an hour. 'tidings admin password NAME' on the server's shell sets a new password.");
    }
    Optional<Account> account = call.office().staff().accounts().verified(name, call.raw("password"));
    if (account.isEmpty()) {
      guesses.wrong(call.requester(), name);
      call.refuse("login", TITLE, model(call, false), "Name or password is wrong. Check both; 'tidings admin password NAME' on the server's shell sets a new password.");
      return;
    }
    guesses.right(call.requester(), name);
    cookie(call, call.office().staff().sessions().open(account.get(), call.requester()), (int) Sessions.LIFE.toSeconds());
    call.office().staff().log().note(name, "sign in", "Signed in from " + call.requester() + ".");
    String to = call.field("to");
    call.redirect(to.matches("(/[A-Za-z0-9._:~-]*)*") && !to.startsWith("/login") ? to : "");
  }

  void leave(Call call) {
    call.session().ifPresent(call.office().staff().sessions()::end);
    cookie(call, "", 0);
    call.redirect("/login");
  }

  /** SameSite=Lax: no other site's form carries it. */
  private static void cookie(Call call, String secret, int seconds) {
    call.context().cookie(new Cookie(AdminSite.COOKIE, secret, call.base() + "admin", seconds, isOverTls(call), true, null, SameSite.LAX));
  }

  /** Everywhere but on this very machine, where there may be no certificate. */
  private static boolean isOverTls(Call call) {
    Context context = call.context();
    String host = Optional.ofNullable(context.header("Host")).orElse("").replaceFirst(":\\d+$", "");
    boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return "https".equals(call.office().dress().look().site().getScheme()) && !here;
  }
}
