package dev.tidings.web;

import dev.tidings.hook.Hooks;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The site map: what is answered besides the files of site/. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final int BAD = 400;
  private static final int BROKEN = 500;
  private static final int UNWELL = 503;
  private final Path files;
  private final Supplier<Rooms> rooms;
  private final Visit.Door door;
  private final JoinPages joining = new JoinPages();
  private final LeavePages leaving = new LeavePages();
  private final EditorPages editing = new EditorPages();
  private final ChoicePages choosing = new ChoicePages();

  Routes(Path files, Visit.Door door) {
    this.files = files;
    this.rooms = door.rooms();
    this.door = door;
  }

  void configure(JavalinConfig config, List<Annex> annexes) {
    config.startup.showJavalinBanner = false;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.routes.before("/subscribe", context -> {
      String origin = context.header("Origin");
      if (origin != null && door.listen().origins().contains(origin)) allow(context, origin);
    });
    config.routes.get("/health", this::health);
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/robots.txt", context -> context.contentType("text/plain; charset=utf-8").header("Cache-Control", "public, max-age=3600").result(sitemap().robots()));
    config.routes.get("/sitemap.xml", context -> context.contentType("application/xml; charset=utf-8").header("Cache-Control", "public, max-age=3600").result(sitemap().xml()));
    config.routes.get("/forms.css", this::style);
    config.routes.get("/search", visit(new SearchPage()::show));
    config.routes.get("/subscribe", visit(joining::form));
    config.routes.post("/subscribe", visit(joining::ask));
    config.routes.options("/subscribe", this::preflight);
    config.routes.get("/confirm/{token}", visit(joining::confirmPage));
    config.routes.post("/confirm/{token}", visit(joining::confirm));
    config.routes.get("/u/{token}", visit(leaving::page));
    config.routes.post("/u/{token}", visit(leaving::leave));
    config.routes.post("/u/{token}/undo", visit(leaving::undo));
    config.routes.post("/hooks/{operator}", this::hook);
    config.routes.get("/desk/{token}/{act}", visit(editing::page));
    config.routes.post("/desk/{token}/{act}", visit(editing::act));
    config.routes.get("/desk/{token}/drop/{story}", visit(editing::dropPage));
    config.routes.post("/desk/{token}/drop/{story}", visit(editing::drop));
    config.routes.get("/link", visit(leaving::linkForm));
    config.routes.post("/link", visit(leaving::link));
    config.routes.get("/move/{token}", visit(leaving::movePage));
    config.routes.post("/move/{token}", visit(leaving::move));
    config.routes.get("/preferences/{token}", visit(choosing::page));
    config.routes.post("/preferences/{token}", visit(choosing::save));
    config.routes.post("/preferences/{token}/move", visit(choosing::move));
    config.routes.post("/preferences/{token}/catch-up", visit(choosing::catchUp));
    config.routes.get("/preferences/{token}/data", visit(choosing::export));
    config.routes.post("/preferences/{token}/forget", visit(choosing::forget));
    annexes.forEach(annex -> annex.mount(config, door::requester));
    config.routes.exception(Refused.class, (refused, context) -> problem(context, refused.problem()));
    config.routes.exception(Exception.class, this::broken);
    config.routes.exception(HttpResponseException.class, (refused, context) -> problem(context, Problem.of(refused.getStatus())));
    config.routes.error(404, context -> unanswered(context, 404));
    config.routes.error(405, context -> unanswered(context, 405));
  }

  private Handler visit(Consumer<Visit> page) {
    return context -> page.accept(new Visit(context, door));
  }

  /** Browsers ask before another site's script may send JSON. */
  private void preflight(Context context) {
    String origin = context.header("Origin");
    if (origin == null || !door.listen().origins().contains(origin)) throw new Refused(Problem.of(403));
    context.status(204).header("Access-Control-Allow-Methods", "POST").header("Access-Control-Allow-Headers", "Content-Type").header("Access-Control-Max-Age", "86400");
    allow(context, origin);
  }

  private static void allow(Context context, String origin) {
    context.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
  }

  /** What a relay's operator tells; who it is and whether it is believed is not ours to judge. */
  private void hook(Context context) {
    Hooks.Answer answer = rooms.get().desks().hooks().receive(context.pathParam("operator"), name -> Optional.ofNullable(context.header(name)), context.bodyAsBytes());
    context.status(answer.status()).header("Cache-Control", "no-store").contentType("text/plain; charset=utf-8").result(answer.sentence() + "\n");
  }

  private void health(Context context) {
    Health health = rooms.get().gauges().health().get();
    context.status(health.well() ? 200 : UNWELL).header("Cache-Control", "no-store").contentType("application/json").result(Pages.json(health));
  }

  /** For this machine, or for whoever has the token; a proxy's guests are not this machine. */
  private void metrics(Context context) {
    boolean here = context.header("X-Forwarded-For") == null && context.header("Forwarded") == null && isLoopback(context.ip());
    byte[] given = Optional.ofNullable(context.header("Authorization")).orElse("").getBytes(StandardCharsets.UTF_8);
    boolean token = door.listen().metricsToken().filter(own -> MessageDigest.isEqual(("Bearer " + own).getBytes(StandardCharsets.UTF_8), given)).isPresent();
    if (!here && !token) throw new Refused(Problem.of(404));
    context.contentType("text/plain; version=0.0.4; charset=utf-8").header("Cache-Control", "no-store").result(rooms.get().gauges().metrics().get());
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("[::1]") || address.equals("0:0:0:0:0:0:0:1") || address.equals("[0:0:0:0:0:0:0:1]");
  }

  private void style(Context context) {
    context.contentType("text/css; charset=utf-8").header("Cache-Control", "public, max-age=3600").result(pages().text("forms.css"));
  }

  private Sitemap sitemap() {
    return new Sitemap(files, rooms.get().dress().look().site());
  }

  private Pages pages() {
    return new Pages(rooms.get());
  }

  private void broken(Exception cause, Context context) {
    if (cause instanceof IOException || isTheirs(cause)) {
      LOG.debug("web: {} {} broke off", context.method(), Secret.hidden(context.path()));
      problem(context, Problem.of(BAD));
      return;
    }
    LOG.error("web: {} {} broke: {}", context.method(), Secret.hidden(context.path()), cause.toString(), cause);
    problem(context, Problem.of(BROKEN));
  }

  /** Whoever asked has sent half of a form, or one in a character set that there is not. */
  private static boolean isTheirs(Throwable cause) {
    for (Throwable it = cause; it != null; it = it.getCause())
      if (it instanceof BadMessageException || it instanceof UnsupportedCharsetException || it instanceof IllegalCharsetNameException) return true;
    return false;
  }

  private void unanswered(Context context, int status) {
    if (!Problem.JSON.equals(context.res().getContentType()) && context.attribute("answered") == null) problem(context, Problem.of(status));
  }

  private void problem(Context context, Problem problem) {
    context.attribute("answered", true);
    context.status(problem.status()).header("Cache-Control", "no-store");
    String accept = context.header("Accept");
    if (Failures.wantsJson(accept == null ? "" : accept)) context.contentType(Problem.JSON).result(Pages.json(problem.asJson()));
    else context.html(pages().problem(problem)).contentType(Pages.HTML);
  }
}
