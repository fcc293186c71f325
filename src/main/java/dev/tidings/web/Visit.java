package dev.tidings.web;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.render.Words;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.SearchDesk;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** One request as the pages see it: what was sent, who sent it, and how to answer. */
final class Visit {
  private final Context context;
  private final Door door;
  private final Pages pages;

  /** What all visits share. @param posts of one network · @param guesses tokens that were not ours */
  record Door(java.util.function.Supplier<Rooms> rooms, Networks networks, Listen listen, Limits posts, Limits guesses) {
    String requester(Context context) {
      return networks.address(ServletContextRequest.getServletContextRequest(context.req()));
    }
  }

  Visit(Context context, Door door) {
    this.context = context;
    this.door = door;
    this.pages = new Pages(door.rooms().get());
  }

  ReaderDesk desk() {
    return door.rooms().get().desks().readers();
  }

  Rooms.Editors editors() {
    return door.rooms().get().desks().editors();
  }

  SearchDesk search() {
    return door.rooms().get().desks().search();
  }

  Words words() {
    return pages.words();
  }

  /** The reader's key in the path. */
  String token() {
    return context.pathParam("token");
  }

  /** The asker's network address, for the consent record. */
  String requester() {
    return door.requester(context);
  }

  String field(String name) {
    return Optional.ofNullable(context.formParam(name)).orElse("").strip();
  }

  List<String> fields(String name) {
    return context.formParams(name);
  }

  Context context() {
    return context;
  }

  /** Empty and why where it is no address. */
  static Parsed address(String text) {
    return MailAddress.parse(text.strip());
  }

  /** To be called first by whatever changes something. */
  void countPost() {
    if (!door.posts().take(Networks.network(requester()))) throw new Refused(Problem.of(429));
  }

  /** What the token opens; guessing is slow. */
  <T> T opened(Optional<T> found) {
    String network = Networks.network(requester());
    if (door.guesses().isSpent(network)) throw new Refused(Problem.of(429));
    if (found.isPresent()) return found.get();
    door.guesses().take(network);
    throw new Refused(new Problem(404, words().say("web.gone"), words().say("web.gone.1")));
  }

  /**
   * Whether another site's form may send this. Our own pages' may: the origin is the site's, or the very host that was asked (a try
   * on this machine); nothing is built from that host.
   */
  boolean fromElsewhere() {
    String origin = Optional.ofNullable(context.header("Origin")).orElse("");
    if (origin.isEmpty() || isOurs(origin)) return false;
    if (door.listen().origins().contains(origin)) return true;
    throw new Refused(Problem.of(403));
  }

  private boolean isOurs(String origin) {
    java.net.URI site = door.rooms().get().dress().look().site();
    String authority = Optional.ofNullable(context.header("Host")).orElse("");
    return origin.equals(site.getScheme() + "://" + site.getAuthority()) || !authority.isEmpty() && origin.endsWith("://" + authority);
  }

  void message(String title, List<String> sentences, Pages.Message.Button button) {
    context.html(pages.message(new Pages.Message(title, sentences, button))).contentType(Pages.HTML);
  }

  void message(String title, String... sentences) {
    message(title, List.of(sentences), Pages.Message.NONE);
  }

  void page(String name, String title, Map<String, Object> own) {
    context.html(pages.page(name, title, own)).contentType(Pages.HTML);
  }

  /** A link within this site. */
  String path(String below) {
    return pages.base() + below;
  }
}
