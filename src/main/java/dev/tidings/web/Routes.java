package dev.tidings.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The site map: what is answered besides the files of site/. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final int BROKEN = 500;
  private static final int UNWELL = 503;
  private final Supplier<Rooms> rooms;

  Routes(Listen listen, Networks networks, Supplier<Rooms> rooms) {
    this.rooms = rooms;
  }

  void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.routes.get("/health", this::health);
    config.routes.get("/forms.css", this::style);
    config.routes.exception(Exception.class, this::broken);
    config.routes.exception(HttpResponseException.class, (refused, context) -> problem(context, Problem.of(refused.getStatus())));
    config.routes.error(404, context -> unanswered(context, 404));
    config.routes.error(405, context -> unanswered(context, 405));
  }

  private void health(Context context) {
    Health health = rooms.get().health().get();
    context.status(health.well() ? 200 : UNWELL).header("Cache-Control", "no-store").contentType("application/json").result(Pages.json(health));
  }

  private void style(Context context) {
    context.contentType("text/css; charset=utf-8").header("Cache-Control", "public, max-age=3600").result(pages().text("forms.css"));
  }

  private Pages pages() {
    return new Pages(rooms.get());
  }

  private void broken(Exception cause, Context context) {
    LOG.error("web: {} {} broke", context.method(), Secret.hidden(context.path()), cause);
    problem(context, Problem.of(BROKEN));
  }

  private void unanswered(Context context, int status) {
    if (!Problem.JSON.equals(context.res().getContentType()) && context.attribute("answered") == null) problem(context, Problem.of(status));
  }

  private void problem(Context context, Problem problem) {
    context.attribute("answered", true);
    context.status(problem.status()).header("Cache-Control", "no-store");
    String accept = context.header("Accept");
    if (Failures.wantsJson(accept == null ? "" : accept)) context.contentType(Problem.JSON).result(Pages.json(problem.asJson()));
    else context.html(pages().problem(problem));
  }
}
