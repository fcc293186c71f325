package dev.tidings.bounce;

import dev.tidings.bounce.Rulebook.Chapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Any octets become a verdict. Pure: it neither knows our readers nor changes anything. */
public final class Classifier {
  /** A house's own rules, relative to it. */
  public static final String OWN_RULES = "config/bounce-rules.txt";
  private final Rulebook book;

  private Classifier(Rulebook book) {
    this.book = book;
  }

  /** @param own a house's rules, asked before the shipped ones; the file need not exist */
  public static Classifier open(Optional<Path> own) {
    return new Classifier(Rulebook.open(own));
  }

  public Verdict judge(byte[] message) {
    return judge(ReportReader.read(LooseMail.read(message)));
  }

  Verdict judge(Report report) {
    if (report.shape().complaint() || Complaints.unshaped(report)) return Complaints.judge(report);
    if (report.shape().receipt() && !refusedByReceipt(report)) return Verdict.of(Kind.AUTO_REPLY, "receipt", "RFC 8098");
    if (report.shape().receipt()) return byWords(report);
    Signs signs = Signs.of(report, book);
    if (!report.recipients().isEmpty() && (report.shape().status() || signs.report())) return byStatus(report);
    if (signs.report() && signs.arrived()) return Verdict.of(Kind.DELIVERED, "delivered", "words of an arrival");
    if (signs.report()) return signs.delay() ? Verdict.of(Kind.DELAY, "delayed", "words of a delay") : byWords(report);
    if (signs.leaving()) return Verdict.of(Kind.UNSUBSCRIBE, "unsubscribe", "RFC 2369 3.2");
    if (signs.automatic()) return Verdict.of(Kind.AUTO_REPLY, "auto-reply", "RFC 3834");
    return Verdict.of(Kind.ORDINARY, "not-a-report", "no sign of a report");
  }

  /** Dovecot's delivery agent says by a receipt that it took nothing: {@code auto-replied (rejected)}. RFC 5429 2.2 */
  private static boolean refusedByReceipt(Report report) {
    return report.head("auto-submitted").toLowerCase(Locale.ROOT).matches("auto-replied.*rejected.*");
  }

  /** RFC 3464 2.3.3: only what failed is a bounce. */
  private Verdict byStatus(Report report) {
    var failed = new ArrayList<Fields>();
    boolean delayed = false;
    for (Fields group : report.recipients()) {
      String action = group.first("action").map(value -> value.replaceAll("[^A-Za-z].*", "").toLowerCase(Locale.ROOT)).orElse("");
      String status = group.first("status").orElse("");
      delayed |= action.startsWith("delay");
      boolean done = Set.of("delivered", "relayed", "expanded", "deliverable").contains(action);
      boolean fails = action.startsWith("fail") || !action.startsWith("delay") && !done && !status.startsWith("2");
      if (fails) failed.add(group);
    }
    if (!failed.isEmpty()) return bounce(failed.stream().map(group -> failure(group, report)).toList());
    return delayed ? Verdict.of(Kind.DELAY, "delayed", "RFC 3464 2.3.3") : Verdict.of(Kind.DELIVERED, "delivered", "RFC 3464 2.3.3");
  }

  private Verdict.Failure failure(Fields group, Report report) {
    String address = group.first("original-recipient").or(() -> group.first("final-recipient")).map(Addresses::ofField).orElse("");
    String said = group.first("diagnostic-code").map(Encodings::words).orElse("").replaceFirst("(?i)^\\s*(smtp|x-[\\w-]+|local|unknown)\\s*;", "");
    String status = group.first("status").orElse("");
    return decide(address, status, said, report.narrative());
  }

  private Verdict byWords(Report report) {
    var failures = new ArrayList<Verdict.Failure>();
    Map<String, String> named = Addresses.withWords(report.narrative(), own(report));
    named.forEach((address, words) -> failures.add(decide(address, "", words, report.narrative())));
    if (report.failedByHeader().isPresent() || failures.isEmpty()) {
      List<String> listed = report.failedByHeader().map(Addresses::in).orElse(List.of());
      failures.removeIf(failure -> !listed.contains(failure.address()));
      listed.stream().filter(address -> !named.containsKey(address)).forEach(address -> failures.add(decide(address, "", "", report.narrative())));
    }
    if (failures.isEmpty()) failures.add(decide("", "", "", report.narrative() + "\n" + report.head("subject")));
    return bounce(failures);
  }

  private static Set<String> own(Report report) {
    var own = new HashSet<String>();
    for (String name : List.of("to", "delivered-to", "x-original-to", "from", "reply-to"))
      Addresses.in(report.head(name)).forEach(address -> own.add(address.toLowerCase(Locale.ROOT)));
    report.returned().first("from").map(Addresses::in).orElse(List.of()).forEach(address -> own.add(address.toLowerCase(Locale.ROOT)));
    return own;
  }

  private Verdict.Failure decide(String address, String status, String reply, String narrative) {
    String said = Words.smooth(reply);
    String told = Words.smooth(narrative);
    Rule rule = book.decide(status, said, told);
    Codes codes = Codes.of(status, said.isEmpty() ? told : said);
    boolean another = rule.type() == BounceClass.HARD && codes.onlyForNow();
    return new Verdict.Failure(address, codes.status(), said.isEmpty() ? told : said, another ? BounceClass.SOFT : rule.type(), rule.reason(), rule.place());
  }

  /** The first recipient speaks for the report; the others keep their own. */
  private static Verdict bounce(List<Verdict.Failure> failures) {
    Verdict.Failure first = failures.get(0);
    return new Verdict(Kind.BOUNCE, first.type(), first.reason(), first.rule(), failures);
  }
}
