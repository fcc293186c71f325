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
    return Stream.of(doors(), house(), editorial(), sending(), readers()).flatMap(List::stream).toList();
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

  private List<Route> editorial() {
    var timetable = new TimetablePages();
    var draft = new DraftPages();
    return List.of(
        get("/timetable", EDITOR, timetable::page),
        post("/timetable/slot", EDITOR, timetable::slot),
        post("/timetable/add", EDITOR, timetable::add),
        post("/timetable/pause", EDITOR, timetable::pause),
        post("/timetable/resume", EDITOR, timetable::resume),
        get("/timetable/run/{newsletter}", EDITOR, timetable::askRun),
        post("/timetable/run", EDITOR, timetable::run),
        get("/timetable/schedule/{newsletter}", EDITOR, timetable::schedule),
        get("/next", EDITOR, draft::first),
        get("/next/{newsletter}", EDITOR, draft::page),
        get("/next/{newsletter}/mail/{part}", EDITOR, draft::mail),
        post("/next/{newsletter}/decide", EDITOR, draft::decide),
        post("/next/{newsletter}/test", EDITOR, draft::test));
  }

  private List<Route> sending() {
    var editions = new EditionPages();
    var amends = new AmendPages();
    return List.of(
        get("/editions", EDITOR, editions::list),
        get("/editions/{newsletter}/{number}", EDITOR, editions::page),
        get("/editions/{newsletter}/{number}/mail/{part}", EDITOR, editions::frozen),
        get("/editions/{newsletter}/{number}/cancel", OWNER, editions::askCancel),
        get("/editions/{newsletter}/{number}/correct", EDITOR, amends::correct),
        post("/editions/{newsletter}/{number}/correct", EDITOR, amends::sendCorrection),
        post("/queue/steer", EDITOR, editions::steer),
        post("/queue/end", OWNER, editions::end),
        get("/queue", EDITOR, new QueuePage()::page));
  }

  private List<Route> readers() {
    var readers = new ReaderPages();
    var pace = new PaceForm();
    return List.of(
        get("/subscribers", EDITOR, readers::list),
        post("/subscribers/add", EDITOR, readers::add),
        get("/subscribers/import", OWNER, readers::importForm),
        post("/subscribers/import", OWNER, readers::importList),
        post("/subscribers/export", OWNER, readers::export),
        get("/subscribers/{id}", EDITOR, readers::page),
        post("/subscribers/{id}/rhythm", EDITOR, pace::save),
        post("/subscribers/{id}/catch-up", EDITOR, readers::catchUp),
        post("/subscribers/{id}/end", EDITOR, readers::end),
        post("/subscribers/{id}/resubscribe", OWNER, readers::resubscribe),
        post("/subscribers/{id}/suppress", OWNER, readers::suppress),
        get("/subscribers/{id}/forget", OWNER, readers::askForget),
        post("/subscribers/{id}/forget", OWNER, readers::forget));
  }

  private List<Route> house() {
    var house = new HousePages();
    var keys = new KeyPages();
    return List.of(
        get("", EDITOR, new OverviewPage()::page),
        get("/posts", EDITOR, house::posts),
        post("/posts/release", EDITOR, house::release),
        post("/posts/never", EDITOR, house::never),
        get("/posts/ask-withdraw", EDITOR, new AmendPages()::askWithdraw),
        post("/posts/withdraw", EDITOR, new AmendPages()::withdraw),
        get("/bounces", EDITOR, house::bounces),
        get("/feeds", EDITOR, house::feeds),
        get("/doctor", EDITOR, house::doctor),
        get("/settings", OWNER, house::settings),
        get("/keys", OWNER, keys::page),
        post("/keys/make", OWNER, keys::make),
        post("/keys/withdraw", OWNER, keys::withdraw),
        get("/log", OWNER, new LogPage()::page));
  }
}
