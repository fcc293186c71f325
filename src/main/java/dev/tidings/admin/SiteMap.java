package dev.tidings.admin;

import static dev.tidings.admin.Need.EDITOR;
import static dev.tidings.admin.Need.NOBODY;
import static dev.tidings.admin.Need.OWNER;
import static dev.tidings.admin.Route.get;
import static dev.tidings.admin.Route.post;

import dev.tidings.staff.Guesses;
import java.util.List;
import java.util.stream.Stream;

/** What there is below /admin, and who may. */
final class SiteMap {
  private final DoorPages door;
  private final AccountPages account = new AccountPages();

  SiteMap(Guesses guesses) {
    this.door = new DoorPages(guesses);
  }

  List<Route> routes() {
    return Stream.of(doors(), house()).flatMap(List::stream).toList();
  }

  private List<Route> doors() {
    return List.of(
        get("/login", NOBODY, door::form),
        post("/login", NOBODY, door::enter),
        post("/logout", EDITOR, door::leave),
        get("/admin.css", NOBODY, Assets::style),
        get("/htmx.js", NOBODY, Assets::htmx),
        get("/account", EDITOR, account::page),
        post("/account/password", EDITOR, account::password),
        post("/account/zone", EDITOR, account::zone),
        post("/account/leave-everywhere", EDITOR, account::leaveEverywhere));
  }

  private List<Route> house() {
    return List.of(
        get("", EDITOR, call -> call.redirect("/account")),
        get("/log", OWNER, new LogPage()::page));
  }
}
