package dev.tidings.admin;

import dev.tidings.staff.Guesses;
import dev.tidings.staff.Role;
import dev.tidings.staff.Session;
import dev.tidings.web.Annex;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything below /admin: who asks, whether she may, and whether her own page sent it; then the page. */
public final class AdminSite implements Annex {
  static final String COOKIE = "tidings_session";
  private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private final Supplier<Office> office;
  private final SiteMap map;
  private final Slow slow = new Slow();

  /** @param office asked at each request */
  public AdminSite(Supplier<Office> office) {
    this.office = office;
    this.map = new SiteMap(new Guesses(System::nanoTime));
  }

  /** What there is. @param path with {names} of what varies · @param role that is needed; empty where nobody need be signed in */
  public record Door(boolean changes, String path, Optional<Role> role) {}

  /** Everything below /admin, and who may. */
  public static List<Door> doors() {
    return new SiteMap(new Guesses(System::nanoTime)).routes().stream().map(route -> new Door(route.changes(), "/admin" + route.path(), route.need().role())).toList();
  }

  @Override
  public void mount(JavalinConfig config, Function<Context, String> requester) {
    for (Route route : map.routes())
      config.routes.addHttpHandler(route.changes() ? HandlerType.POST : HandlerType.GET, "/admin" + route.path(), context -> open(route, context, requester.apply(context)));
    config.routes.exception(NotDone.class, (refused, context) -> explain(new Call(context, office.get(), session(context, office.get()), requester.apply(context), slow), refused));
  }

  @Override
  public boolean takesFiles(String path) {
    return path.equals("/admin/subscribers/import");
  }

  private void open(Route route, Context context, String requester) {
    context.header("Cache-Control", "no-store").header("Content-Security-Policy", POLICY).header("X-Robots-Tag", "noindex, nofollow").header("Referrer-Policy", "same-origin");
    Office now = office.get();
    var call = new Call(context, now, session(context, now), requester, slow);
    if (route.changes()) requireOwnPage(call, route);
    if (route.need().role().isPresent() && call.session().isEmpty()) {
      if (route.changes()) throw new NotDone(403, "You are not signed in", "Your session has ended. Nothing was changed. Sign in, go back and send the form again.");
      call.redirect("/login?to=" + java.net.URLEncoder.encode(context.path().replaceFirst("^/admin", ""), StandardCharsets.UTF_8));
      return;
    }
    if (!route.need().role().map(needed -> call.account().role().covers(needed)).orElse(true))
      throw new NotDone(403, "That is for owners", "You are signed in as an editor. Nothing was changed. Ask an owner of this house.");
    route.page().accept(call);
  }

  private static Optional<Session> session(Context context, Office office) {
    return Optional.ofNullable(context.cookie(COOKIE)).filter(secret -> !secret.isEmpty()).flatMap(office.staff().sessions()::of);
  }

  /** Another site's page cannot know a session's token, and a browser says where a form came from. */
  private static void requireOwnPage(Call call, Route route) {
    String origin = Optional.ofNullable(call.context().header("Origin")).orElse("");
    boolean elsewhere = !origin.isEmpty() && !isOurs(call, origin) || Optional.ofNullable(call.context().header("Sec-Fetch-Site")).filter(from -> !from.equals("same-origin") && !from.equals("none")).isPresent();
    if (elsewhere) throw new NotDone(403, "That came from another site", "Nothing was changed. Use the form on these pages.");
    if (route.need() == Need.NOBODY) return;
    byte[] given = call.field("token").getBytes(StandardCharsets.UTF_8);
    boolean own = call.session().map(session -> MessageDigest.isEqual(session.formToken().getBytes(StandardCharsets.UTF_8), given)).orElse(false);
    if (!own) throw new NotDone(403, "This form is too old", "It was made before you signed in. Nothing was changed. Open the page again and send its form.");
  }

  /** The site's own origin, or the very host that was asked (on this machine); nothing is built from that host. */
  private static boolean isOurs(Call call, String origin) {
    java.net.URI site = call.office().dress().look().site();
    String host = Optional.ofNullable(call.context().header("Host")).orElse("");
    return origin.equals(site.getScheme() + "://" + site.getAuthority()) || !host.isEmpty() && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }

  private static void explain(Call call, NotDone refused) {
    call.show(refused.status(), "message", refused.title(), Map.of("detail", refused.detail()));
  }
}
