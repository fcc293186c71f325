package dev.tidings.doctor;

import dev.tidings.mail.DkimKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What receivers ask the DNS about a sender's domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989). */
final class SenderExam {
  private static final int ROOM = 8;
  private final Dns dns;
  private final Sending sending;

  /**
   * How the house sends.
   *
   * @param envelope the domain that undelivered mail returns to
   * @param replaced the relay puts a return path of its own in its place
   * @param spf what this relay's senders put into their SPF record
   */
  record Sending(String envelope, String spf, boolean replaced, List<DkimKey> keys) {}

  SenderExam(Dns dns, Sending sending) {
    this.dns = dns;
    this.sending = sending;
  }

  /** The envelope's domain, which SPF is about. */
  Finding spf(Set<InetAddress> relays) {
    String domain = sending.envelope();
    if (sending.replaced())
      return Finding.ok("spf", domain, "The relay sets its own return path, so receivers ask for the record of that; DMARC then rests on DKIM. Where it lets you name a return path below your domain, publish what it asks for (" + sending.spf() + ").");
    Spf spf = Spf.of(dns, domain);
    if (spf.record().isEmpty() && spf.faults().isEmpty())
      return Finding.fail("spf", domain, "There is no SPF record. Gmail, Yahoo and Microsoft refuse or junk bulk mail from it. Publish one that names the relay; an MX or A record does not count.")
          .publishing(domain, "TXT", wanted());
    if (spf.record().isEmpty()) return Finding.warn("spf", domain, "It could not be looked up (" + spf.faults().get(0) + "). Nothing is known of it. Ask again, or name a resolver with --resolver.");
    if (!spf.faults().isEmpty())
      return Finding.fail("spf", domain, "The record \"%s\" counts as broken: %s. Receivers treat it as if there were none, or refuse. Mend it.".formatted(spf.record(), String.join("; ", spf.faults())));
    if (spf.open()) return Finding.fail("spf", domain, "The record ends in +all and lets everybody send in your name. Receivers distrust it. End it with ~all.");
    String count = "%d of %d look-ups".formatted(spf.terms(), Spf.MOST_TERMS);
    Optional<InetAddress> stranger = relays.stream().filter(relay -> !spf.names(relay)).findFirst();
    if (stranger.isPresent() && !spf.unseen())
      return Finding.warn("spf", domain, "The record \"%s\" (%s) does not name the relay's address %s. If mail leaves from there, receivers see a stranger. Add %s.".formatted(
          spf.record(), count, stranger.get().getHostAddress(), sending.spf()));
    List<String> lacking = Arrays.stream(sending.spf().split(" ")).filter(one -> one.startsWith("include:") && !spf.record().contains(one)).toList();
    if (!lacking.isEmpty())
      return Finding.warn("spf", domain, "The record \"%s\" (%s) does not name all relays. Unless one of its includes does, receivers see a stranger. Add %s.".formatted(spf.record(), count, String.join(" ", lacking)));
    if (spf.ending().isEmpty() || spf.ending().startsWith("?"))
      return Finding.warn("spf", domain, "The record \"%s\" (%s) says nothing about other senders, so it protects from none. End it with ~all.".formatted(spf.record(), count));
    if (spf.terms() >= ROOM) return Finding.warn("spf", domain, "%s are used (\"%s\"). One more include and receivers call the record broken. Drop what no longer sends.".formatted(count, spf.record()));
    return Finding.ok("spf", domain, "\"%s\", %s.".formatted(spf.record(), count));
  }

  private String wanted() {
    return "v=spf1 " + sending.spf() + " ~all";
  }

  /** Each key of ours must be the one that is published. */
  List<Finding> dkim(String from) {
    if (sending.keys().isEmpty())
      return List.of(Finding.warn("dkim", from, "Mails are not signed here. Gmail and Yahoo ask for a signature of From's own domain. If the relay signs for it, all is well; else run 'tidings doctor --new-key autumn' and set mail.dkim.selector."));
    return sending.keys().stream().map(key -> dkim(from, key)).toList();
  }

  private Finding dkim(String from, DkimKey key) {
    String name = key.selector() + "._domainkey." + from;
    Answer answer = dns.txt(name);
    if (answer.trouble().isPresent()) return Finding.warn("dkim", name, "It could not be looked up (" + answer.trouble().get() + "). Ask again, or name a resolver with --resolver.");
    List<String> records = answer.values();
    if (records.isEmpty())
      return Finding.fail("dkim", name, "Mails are signed with a key that is not published: every signature fails. Publish it (editors that hold 255 characters take it in two strings), or leave mail.dkim out until it is.")
          .publishing(name, "TXT", key.record());
    if (records.size() > 1) return Finding.fail("dkim", name, "There are " + records.size() + " TXT records; receivers may take either, or none. RFC 6376 3.6.2.2. Keep this one.").publishing(name, "TXT", key.record());
    Tags tags = Tags.of(records.get(0));
    String published = tags.first("p").orElse("").replaceAll("\\s", "");
    String ours = Tags.of(key.record()).first("p").orElse("");
    if (published.isEmpty()) return Finding.fail("dkim", name, "The published key is empty, which means revoked: every signature fails. Publish ours, or make another.").publishing(name, "TXT", key.record());
    if (!published.equals(ours)) return Finding.fail("dkim", name, "The published key is not the one in our file: every signature fails. Publish ours, or sign with the file it belongs to.").publishing(name, "TXT", key.record());
    return usable(name, tags, key);
  }

  private static Finding usable(String name, Tags tags, DkimKey key) {
    String type = Tags.of(key.record()).word("k", "rsa");
    if (!tags.word("v", "dkim1").equals("dkim1") || !tags.word("k", "rsa").equals(type))
      return Finding.fail("dkim", name, "The record's version or key type is wrong, so receivers ignore it. Publish it as it is made.").publishing(name, "TXT", key.record());
    if (tags.first("h").isPresent() && !List.of(tags.word("h", "").split("\\s*:\\s*")).contains("sha256"))
      return Finding.fail("dkim", name, "The record does not allow sha256 (h=" + tags.word("h", "") + "), which we sign with. Publish it without h=.").publishing(name, "TXT", key.record());
    if (List.of(tags.word("t", "").split("\\s*:\\s*")).contains("y"))
      return Finding.warn("dkim", name, "The record says t=y, testing: receivers may treat signed mail like unsigned. Drop t=y when it works.").publishing(name, "TXT", key.record());
    return Finding.ok("dkim", name, "Published, and it is ours.");
  }

  List<Finding> dmarc(String from) {
    Optional<Dmarc> found = Dmarc.of(dns, from);
    if (found.isEmpty())
      return List.of(Finding.warn("dmarc", from, "There is no DMARC record. Gmail and Yahoo ask bulk senders for one (5,000 mails a day) and anybody may write in your name. Begin with p=none, read its reports, then raise it.")
          .publishing("_dmarc." + from, "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@" + from));
    Dmarc dmarc = found.get();
    if (dmarc.trouble().isPresent()) return List.of(Finding.warn("dmarc", from, "It could not be looked up (" + dmarc.trouble().get() + "). Ask again, or name a resolver with --resolver."));
    return List.of(policy(from, dmarc), alignment(from, dmarc));
  }

  private static Finding policy(String from, Dmarc dmarc) {
    var doubts = new ArrayList<String>();
    if (!List.of("none", "quarantine", "reject").contains(dmarc.policy())) return Finding.fail("dmarc", from, "p=" + dmarc.policy() + " is no policy, so receivers ignore the record at _dmarc." + dmarc.domain() + ". Write none, quarantine or reject.");
    if (dmarc.policy().equals("none")) doubts.add("p=none asks receivers for nothing; raise it to quarantine when its reports show only your mail");
    if (dmarc.tags().first("rua").isEmpty()) doubts.add("no reports come to you (rua=), so a mistake stays unseen");
    String seen = "p=%s at _dmarc.%s".formatted(dmarc.policy(), dmarc.domain());
    return doubts.isEmpty() ? Finding.ok("dmarc", from, seen + ".") : Finding.ok("dmarc", from, seen + ". To think about: " + String.join("; ", doubts) + ".");
  }

  /** At least one of the two must carry From's own domain, or DMARC fails whatever they prove. */
  private Finding alignment(String from, Dmarc dmarc) {
    boolean spf = !sending.replaced() && dmarc.aligned(from, sending.envelope());
    boolean dkim = !sending.keys().isEmpty();
    String envelope = sending.envelope();
    if (dkim && spf) return Finding.ok("alignment", from, "DKIM (d=" + from + ") and SPF (" + envelope + ") are both aligned with From.");
    if (sending.replaced() && !dkim)
      return Finding.ok("alignment", from, "It rests on the relay's signature with d=" + from + ". Send 'tidings test' to yourself and read Authentication-Results: dkim=pass header.d=" + from + ".");
    if (dkim) return Finding.warn("alignment", from, "Only DKIM is aligned: mail returns to %s, which is not From's domain%s. One broken signature fails DMARC. Return it to a sub-domain of %s (mail.bounce.address)."
        .formatted(envelope, dmarc.strictSpf() ? " (aspf=s wants the very same)" : "", from));
    if (spf) return Finding.warn("alignment", from, "Only SPF is aligned (" + envelope + "): a mail that is forwarded fails DMARC. Sign mails (mail.dkim), unless the relay signs with d=" + from + ".");
    boolean lost = !dmarc.policy().equals("none");
    String message = "Neither SPF (%s) nor a signature of ours is aligned with From: unless the relay signs with d=%s, DMARC fails%s. Set mail.dkim, or mail.bounce.address on a sub-domain of it."
        .formatted(envelope, from, lost ? " and receivers " + (dmarc.policy().equals("reject") ? "refuse the mail" : "junk the mail") : "");
    return lost ? Finding.fail("alignment", from, message) : Finding.warn("alignment", from, message);
  }
}
