package dev.tidings.admin;

import dev.tidings.staff.Account;
import dev.tidings.staff.AuditLog;
import dev.tidings.staff.Role;
import dev.tidings.staff.Session;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as a page sees it: who asks, what was sent, and how to answer. */
final class Call {
  /** What was just done is said on the next page so long. */
  private static final Duration NEWS = Duration.ofMinutes(5);
  private final Context context;
  private final Office office;
  private final Optional<Session> session;
  private final String requester;
  private final Slow slow;

  Call(Context context, Office office, Optional<Session> session, String requester, Slow slow) {
    this.slow = slow;
    this.context = context;
    this.office = office;
    this.session = session;
    this.requester = requester;
  }

  Context context() {
    return context;
  }

  Office office() {
    return office;
  }

  Optional<Session> session() {
    return session;
  }

  /** Who is signed in; only for routes that need somebody. */
  Account account() {
    return session.map(Session::account).orElseThrow(() -> new NotDone(403, "You are not signed in", "Sign in and try again. Nothing was changed."));
  }

  boolean isOwner() {
    return session.map(Session::account).filter(account -> account.role() == Role.OWNER).isPresent();
  }

  /** The network address that asks. */
  String requester() {
    return requester;
  }

  Instant now() {
    return office.clock().instant();
  }

  String part(String name) {
    return context.pathParam(name);
  }

  /** A number in the path; 0 where it is none. */
  long partNumber(String name) {
    return part(name).matches("\\d{1,15}") ? Long.parseLong(part(name)) : 0;
  }

  /** What stands in a form's field, or in the address's query; blank where nothing does. */
  String field(String name) {
    return raw(name).strip();
  }

  String raw(String name) {
    return Optional.ofNullable(context.formParam(name)).or(() -> Optional.ofNullable(context.queryParam(name))).orElse("");
  }

  List<String> fields(String name) {
    return context.formParams(name);
  }

  boolean ticked(String name) {
    return !field(name).isEmpty();
  }

  /** A whole number in a field; the other one where there is none. */
  long number(String name, long otherwise) {
    String text = field(name);
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : otherwise;
  }

  /** A link within these pages. @param below begins with '/' */
  String path(String below) {
    return base() + "admin" + below;
  }

  /** The path below which the site lies, ending with '/'. */
  String base() {
    String path = office.dress().look().site().getPath();
    return path.isEmpty() ? "/" : path;
  }

  /** In which times are shown. */
  ZoneId zone() {
    return session.flatMap(one -> one.account().zone()).orElse(office.dress().zone());
  }

  Times times() {
    return new Times(zone(), now());
  }

  /** What is worked out beside the pages. */
  Slow slow() {
    return slow;
  }

  /** @param template below templates/admin/, without its ending */
  void show(String template, String title, Map<String, Object> own) {
    show(200, template, title, own);
  }

  void show(int status, String template, String title, Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(own);
    all.put("title", title);
    all.put("house", office.dress().look().title());
    all.put("base", base());
    all.put("admin", path(""));
    all.put("link", new Links(path("")));
    all.put("here", context.path());
    all.put("at", times());
    all.put("who", session.map(one -> one.account().name()).orElse(""));
    all.put("owner", isOwner());
    all.put("token", session.map(Session::formToken).orElse(""));
    all.put("said", said());
    all.putIfAbsent("wrong", "");
    context.attribute("answered", true);
    context.status(status).html(office.dress().pages().filled("admin/" + template + ".html", office.dress().pages().words("en", Map.of()), all));
  }

  /** The same page once more, with why nothing was done. What was typed is in the model. */
  void refuse(String template, String title, Map<String, Object> own, String why) {
    Map<String, Object> all = new HashMap<>(own);
    all.put("wrong", why);
    show(422, template, title, all);
  }

  /** What this account did a moment ago and the address speaks of. */
  private String said() {
    long entry = number("said", 0);
    if (entry == 0 || session.isEmpty()) return "";
    return office.staff().log().entry(entry).filter(one -> one.who().equals(account().name()) && one.at().plus(NEWS).isAfter(now())).map(AuditLog.Entry::detail).orElse("");
  }

  /** Something was done: it is in the log, and the next page says it. @param what a few words for the log */
  void done(String to, String what, String sentence) {
    long entry = office.staff().log().note(account().name(), what, sentence);
    redirect(to + (to.contains("?") ? "&" : "?") + "said=" + entry);
  }

  /** @param to below /admin */
  void redirect(String to) {
    context.attribute("answered", true);
    context.status(303).header("Location", path(to));
  }
}
