package dev.tidings.web;

import dev.tidings.audience.Leaving;
import dev.tidings.audience.Moving;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaving by one's own link, thinking better of it, the link itself by mail, and agreeing to a new address. */
final class LeavePages {
  void page(Visit visit) {
    Leaving.Place place = visit.opened(visit.desk().place(visit.token()));
    String title = visit.desk().title(place.newsletter());
    if (place.ended()) left(visit, place);
    else visit.message(visit.words().say("web.leave", title), List.of(visit.words().say("web.leave.1", place.address())),
        new Pages.Message.Button(visit.path("u/" + visit.token()), visit.words().say("web.leave.button")));
  }

  /** One click, also from a mail program: no cookie, no redirect, 200 however often. RFC 8058 3.2 */
  void leave(Visit visit) {
    left(visit, visit.opened(visit.desk().leave(visit.token())));
  }

  private static void left(Visit visit, Leaving.Place place) {
    visit.message(visit.words().say("web.left", visit.desk().title(place.newsletter())), List.of(visit.words().say("web.left.1", place.address())),
        new Pages.Message.Button(visit.path("u/" + visit.token() + "/undo"), visit.words().say("web.undo")));
  }

  void undo(Visit visit) {
    visit.countPost();
    Leaving.Place place = visit.opened(visit.desk().undo(visit.token()));
    if (place.ended()) throw new Refused(new Problem(409, visit.words().say("web.left", visit.desk().title(place.newsletter())), visit.words().say("web.gone.1")));
    visit.message(visit.words().say("web.back", visit.desk().title(place.newsletter())), visit.words().say("web.back.1"));
  }

  void linkForm(Visit visit) {
    visit.page("link.html", visit.words().say("web.link"), Map.of("email", "", "wrong", ""));
  }

  /** Same answer for known and unknown. */
  void link(Visit visit) {
    visit.fromElsewhere();
    visit.countPost();
    String email = visit.field("email");
    Optional<String> wrong = Visit.address(email) instanceof dev.tidings.audience.MailAddress.Parsed.Bad bad
        ? Optional.of(visit.words().say("web.email.bad", bad.reason())) : Optional.empty();
    if (wrong.isPresent()) {
      visit.context().status(422);
      visit.page("link.html", visit.words().say("web.link"), Map.of("email", email, "wrong", wrong.get()));
      return;
    }
    if (visit.field("website").isEmpty() && Visit.address(email) instanceof dev.tidings.audience.MailAddress.Parsed.Good good)
      visit.desk().sendLink(good.address(), visit.requester());
    visit.message(visit.words().say("web.asked"), visit.words().say("web.link.asked.1"), visit.words().say("web.asked.2"));
  }

  void movePage(Visit visit) {
    Moving.Agreed move = visit.opened(visit.desk().move(visit.token()));
    if (move.done()) moved(visit, move);
    else visit.message(visit.words().say("web.move.agree"), List.of(visit.words().say("web.move.agree.1", move.to())),
        new Pages.Message.Button(visit.path("move/" + visit.token()), visit.words().say("web.move.agree.button")));
  }

  void move(Visit visit) {
    visit.countPost();
    moved(visit, visit.opened(visit.desk().agreeToMove(visit.token())));
  }

  private static void moved(Visit visit, Moving.Agreed move) {
    String outcome = move.taken() ? "web.move.taken" : move.done() ? "web.move.done" : "web.move.half";
    visit.message(visit.words().say(outcome), visit.words().say(outcome + ".1", move.to()));
  }
}
