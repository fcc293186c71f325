package dev.tidings.admin;

import dev.tidings.run.CorrectionDesk;
import dev.tidings.run.CorrectionDesk.Answer;
import dev.tidings.run.WithdrawDesk;
import dev.tidings.shelf.Entry;
import java.util.HashMap;
import java.util.Map;

/** When it was wrong: an edition is corrected by another one, a post is withdrawn. Both are shown first. */
final class AmendPages {
  /** More is no correction but an edition. */
  private static final int LONGEST = 5_000;

  private static CorrectionDesk.Order order(Call call) {
    String number = call.part("number");
    if (!number.matches("\\d{1,9}")) throw NotDone.unknown("The list of editions shows those there are.");
    String words = call.field("words").replace("\r\n", "\n");
    return new CorrectionDesk.Order(call.part("newsletter"), Integer.parseInt(number), words.substring(0, Math.min(words.length(), LONGEST)));
  }

  /** The form, and below it the very letter that would go out. */
  void correct(Call call) {
    show(call, 200, order(call), "");
  }

  private static void show(Call call, int status, CorrectionDesk.Order order, String wrong) {
    Answer answer = call.office().desks().editorial().amending().corrections().preview(order);
    boolean first = order.words().isEmpty();
    Map<String, Object> model = new HashMap<>(Map.of("edition", order.name(), "words", order.words()));
    model.put("wrong", wrong.isEmpty() && answer instanceof Answer.Refused && !first ? answer.sentence() : wrong);
    model.put("hint", first || answer instanceof Answer.Known ? answer.sentence() : "");
    if (answer instanceof Answer.Letter letter) {
      model.put("hint", "");
      model.put("letter", letter);
      model.put("readers", Words.count(letter.readers(), "reader"));
    }
    call.show(status, "correct", "Correct " + order.name(), model);
  }

  /** Only what was looked at. */
  void sendCorrection(Call call) {
    CorrectionDesk.Order order = order(call);
    CorrectionDesk desk = call.office().desks().editorial().amending().corrections();
    if (!(desk.preview(order) instanceof Answer.Letter shown) || !shown.wording().equals(call.field("seen"))) {
      show(call, 409, order, "What it would say is not what you looked at any more, or it was sent meanwhile. Nothing was sent. Look at it again.");
      return;
    }
    Answer answer = desk.send(order, call.account().name());
    if (answer instanceof Answer.Refused) {
      show(call, 409, order, answer.sentence());
      return;
    }
    call.office().machine().deliver().run();
    call.done("/editions", "correction of " + order.name(), answer.sentence());
  }

  private static Entry post(Call call, String key) {
    return call.office().desks().editorial().posts().find(key).stream().filter(entry -> entry.key().value().equals(key)).findFirst()
        .orElseThrow(() -> new NotDone(call.context().method() == io.javalin.http.HandlerType.GET ? 404 : 409, "That post is gone", "Nothing was changed. The list of posts shows those there are."));
  }

  /** Asks before what is kept is changed for good. */
  void askWithdraw(Call call) {
    if (call.field("post").isEmpty()) {
      call.redirect("/posts");
      return;
    }
    Entry post = post(call, call.field("post"));
    WithdrawDesk.Outcome outcome = call.office().desks().editorial().amending().withdrawals().preview(post);
    call.show("confirm", "Withdraw \u2018" + post.title() + "\u2019", Map.of("sentences", java.util.List.of("It would come to this: " + outcome.sentence(),
            "Mails that have arrived cannot be taken back. Its file stays where it is: delete it by your own hand.", "It can be told again later, but kept mails stay without it."),
        "action", "/posts/withdraw", "fields", Map.of("post", post.key().value()), "label", "Withdraw it", "back", "/posts"));
  }

  void withdraw(Call call) {
    WithdrawDesk.Outcome outcome = call.office().desks().editorial().amending().withdrawals().withdraw(post(call, call.field("post")), call.account().name());
    call.slow().forget("draft");
    call.slow().forget("edition");
    call.redirect("/posts?said=" + outcome.entry());
  }
}
