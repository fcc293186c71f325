package dev.tidings.web;

import dev.tidings.run.EditorDesk;
import dev.tidings.run.SlotDesk;
import java.util.List;

/** Where an editor's links lead: a page that asks, with one button. In English, as the admin's pages are. */
final class EditorPages {
  private static EditorDesk.Question asked(Visit visit) {
    visit.context().header("X-Robots-Tag", "noindex, nofollow");
    return visit.opened(visit.editors().desk().question(visit.token()));
  }

  private static String name(EditorDesk.Question asked) {
    return asked.newsletter().imprint().title() + ", " + asked.slot().local().toString().replace('T', ' ') + " " + asked.slot().zone();
  }

  void page(Visit visit) {
    EditorDesk.Question asked = asked(visit);
    switch (visit.context().pathParam("act")) {
      case "hold" -> ask(visit, asked, "Hold " + name(asked) + "?", "It waits, beyond its time and for as long as it takes, until somebody sends it.", "hold", "Hold it");
      case "send" -> ask(visit, asked, "Send " + name(asked) + " now?", "It goes to its readers at once. A mail that is sent cannot be taken back.", "send", "Send it now");
      default -> throw new Refused(Problem.of(404));
    }
  }

  private static void ask(Visit visit, EditorDesk.Question asked, String title, String sentence, String act, String label) {
    if (asked.done().isPresent()) visit.message(name(asked), asked.done().get());
    else visit.message(title, List.of("It is " + asked.state() + " at this moment. " + sentence), new Pages.Message.Button(visit.path("desk/" + visit.token() + "/" + act), label));
  }

  void act(Visit visit) {
    visit.countPost();
    EditorDesk.Question asked = asked(visit);
    switch (visit.context().pathParam("act")) {
      case "hold" -> said(visit, asked, visit.editors().desk().hold(asked));
      case "send" -> said(visit, asked, visit.editors().desk().send(asked, visit.editors().publish()));
      default -> throw new Refused(Problem.of(404));
    }
  }

  void dropPage(Visit visit) {
    EditorDesk.Question asked = asked(visit);
    ask(visit, asked, "Leave a story out of " + name(asked) + "?", "\u2018" + title(visit) + "\u2019 is then told to nobody in this newsletter. On the page of the next edition that can be taken back until it goes out.",
        "drop/" + visit.context().pathParam("story"), "Leave it out");
  }

  private static String title(Visit visit) {
    return visit.editors().desk().title(visit.context().pathParam("story")).orElseThrow(() -> new Refused(Problem.of(404)));
  }

  void drop(Visit visit) {
    visit.countPost();
    EditorDesk.Question asked = asked(visit);
    title(visit);
    said(visit, asked, visit.editors().desk().drop(asked, visit.context().pathParam("story")));
  }

  private static void said(Visit visit, EditorDesk.Question asked, SlotDesk.Ruling ruling) {
    if (!ruling.taken()) visit.context().status(409);
    visit.message(name(asked), ruling.sentence());
  }
}
