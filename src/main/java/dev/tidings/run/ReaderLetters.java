package dev.tidings.run;

import dev.tidings.audience.Joining;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Moving;
import dev.tidings.queue.Notice;
import dev.tidings.render.Look;
import dev.tidings.render.NoticeBody;
import dev.tidings.render.Words;
import java.time.Instant;
import java.util.List;

/** The few mails that are no edition. Nothing that a stranger typed stands in them. */
public final class ReaderLetters {
  private final Look look;
  private final Words words;

  public ReaderLetters(Look look, Words words) {
    this.look = look;
    this.words = words;
  }

  Notice confirmation(Joining.Wish wish, long request, String token, List<String> titles, Instant now) {
    return letter("confirm/" + request, wish.address().address(), "confirmation", "notice.confirm", now, String.join(", ", titles), look.site() + "confirm/" + token);
  }

  Notice link(MailAddress address, String token, Instant now) {
    return letter("link/" + token + "/" + now.toEpochMilli(), address.address(), "link", "notice.link", now, look.title(), choices(token));
  }

  /** Where a reader's choices are. */
  String choices(String token) {
    return look.site() + "preferences/" + token;
  }

  /** The old end is told that mail would go elsewhere, not where. */
  Notice moveFrom(Moving.Asked move, String token, Instant now) {
    return letter("move-from/" + move.request(), move.from(), "confirmation", "notice.movefrom", now, look.title(), look.site() + "move/" + token);
  }

  Notice moveTo(Moving.Asked move, String token, Instant now) {
    return letter("move-to/" + move.request(), move.to(), "confirmation", "notice.moveto", now, look.title(), look.site() + "move/" + token);
  }

  Notice welcome(String key, String address, String newsletter, String link, Instant now) {
    return letter(key, address, "welcome", "notice.welcome", now, newsletter, link);
  }

  String welcomeSubject(String newsletter) {
    return words.say("notice.welcome.subject", newsletter);
  }

  /** What stands above the edition that a new reader gets. */
  String welcomeOpening(String newsletter) {
    return words.say("notice.welcome.opening", newsletter);
  }

  String recapSubject(String newsletter) {
    return words.say("notice.recap.subject", newsletter);
  }

  /** What stands above the best of what a reader missed. */
  String recapOpening(String newsletter) {
    return words.say("notice.recap.opening", newsletter);
  }

  private Notice letter(String key, String address, String kind, String words, Instant now, String what, String url) {
    String subject = this.words.say(words + ".subject", what);
    String text = this.words.say(words, what, look.title()) + "\n\n" + url + "\n\n" + this.words.say(words + ".else")
        + "\n\n--\n" + look.title() + "\n" + look.site() + (look.postalAddress().isBlank() ? "" : "\n" + look.postalAddress()) + "\n";
    return new Notice(key, kind, address, subject, NoticeBody.of(text), now.plus(Joining.KEPT));
  }
}
