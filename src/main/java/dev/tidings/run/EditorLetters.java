package dev.tidings.run;

import dev.tidings.archive.StoredVariant;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Account;
import dev.tidings.queue.DeliveryState;
import dev.tidings.render.NoticeBody;
import dev.tidings.render.MailBody;
import dev.tidings.timetable.Slot;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What editors read: the next edition with what can be said about it, and how one went. */
final class EditorLetters {
  private static final Pattern BODY = Pattern.compile("<body[^>]*>");

  private EditorLetters() {}

  /** @param links where the acts are; empty where no server answers at the site */
  record Desk(String site, String token) {
    boolean answers() {
      return !token.isEmpty();
    }

    String link(String act) {
      return site + "desk/" + token + "/" + act;
    }
  }

  static String subject(Draft draft) {
    return "Before it goes out: " + draft.newsletter().imprint().title() + " " + draft.words().number() + ", " + shown(draft.turn().slot());
  }

  static MailBody next(Draft draft, StoredVariant.Letter mail, Desk desk) {
    String title = draft.newsletter().imprint().title();
    String first = "%s %d goes out at %s to %d reader%s, unless you say otherwise.".formatted(title, draft.words().number(), shown(draft.turn().slot()), draft.readers().planned(), draft.readers().planned() == 1 ? "" : "s");
    String acts = desk.answers() ? "Hold it:\n" + desk.link("hold") + "\nSend it now:\n" + desk.link("send") + "\n"
        : "'tidings slot hold %s' holds it, 'tidings run --now %1$s' sends it now.\n".formatted(draft.newsletter().slug());
    String stories = draft.stories().told().stream().map(item -> "- " + item.headline() + " (" + item.category() + ", " + item.file() + ")\n" + (desk.answers() ? "  Leave it out:\n  " + desk.link("drop/" + item.key()) + "\n" : "")).collect(Collectors.joining());
    String problems = draft.standing().problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).map(problem -> "! " + problem + "\n").collect(Collectors.joining());
    String text = first + "\n\n" + acts + "\n" + stories + (problems.isEmpty() ? "" : "\n" + problems) + "\n" + "=".repeat(72) + "\n\n" + "Subject: " + draft.words().subject() + "\n\n" + mail.parts().text();
    return NoticeBody.of(text, html(draft, mail, desk, first));
  }

  private static String html(Draft draft, StoredVariant.Letter mail, Desk desk, String first) {
    if (mail.parts().html().isEmpty() || !desk.answers()) return "";
    String stories = draft.stories().told().stream().map(item -> "<li>" + escaped(item.headline()) + " \u2013 <a href=\"" + desk.link("drop/" + item.key()) + "\">leave it out</a></li>").collect(Collectors.joining());
    String problems = draft.standing().problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).map(problem -> "<li>" + escaped(problem.toString()) + "</li>").collect(Collectors.joining());
    String block = "<div style=\"max-width:600px;margin:0 auto 24px;padding:16px 20px;border-bottom:3px double #1a1a1a;font-family:sans-serif;font-size:15px;line-height:22px\"><p>" + escaped(first) + "</p><p><a href=\"" + desk.link("hold")
        + "\">Hold it</a> \u00b7 <a href=\"" + desk.link("send") + "\">Send it now</a></p><ul>" + stories + "</ul>" + (problems.isEmpty() ? "" : "<ul>" + problems + "</ul>") + "<p>Subject: " + escaped(draft.words().subject()) + "</p></div>";
    return BODY.matcher(mail.parts().html()).replaceFirst(found -> Matcher.quoteReplacement(found.group() + block));
  }

  static String subject(String name, Account account) {
    return name + (isShort(account) ? " fell short: " : " went out: ") + account.of(DeliveryState.SENT) + " of " + account.planned() + " sent";
  }

  /** @param name as daily/12 · @param subject the edition's */
  static MailBody account(String name, String subject, Account account) {
    String counts = account.counts().entrySet().stream().filter(count -> count.getValue() > 0).map(count -> count.getValue() + " " + count.getKey().word()).collect(Collectors.joining(" + "));
    String lacking = isShort(account) ? "\nWho has not got it: 'tidings queue list --state failed' and 'expired', or the edition's page below /admin. 'tidings queue retry " + name + "' sends it again.\n" : "";
    return NoticeBody.of("%s, \"%s\"\n\nplanned %d = %s%s\n%s".formatted(name, subject, account.planned(), counts.isEmpty() ? "0" : counts,
        account.possibleDuplicates() > 0 ? " (" + account.possibleDuplicates() + " possibly twice)" : "", lacking));
  }

  /** Whether somebody did not get it for a reason of ours or the relay's. */
  static boolean isShort(Account account) {
    return account.of(DeliveryState.FAILED) + account.of(DeliveryState.EXPIRED) > 0;
  }

  static String shown(Slot slot) {
    return slot.local().toString().replace('T', ' ') + " " + slot.zone();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
