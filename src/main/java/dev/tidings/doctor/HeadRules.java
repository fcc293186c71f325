package dev.tidings.doctor;

import static dev.tidings.doctor.MailSeen.unless;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lines 1 to 3, 5 to 7, 10, 12 and 13: the octets and the header. */
record HeadRules(MailSeen mail, boolean server) {
  private static final Pattern WORD = Pattern.compile("=\\?[^?]+\\?[BQbq]\\?[^?]*\\?=");
  private static final Pattern EMOJI = Pattern.compile("[\\x{1F000}-\\x{1FAFF}\\x{2600}-\\x{27BF}]");
  private static final int LINE = 78;
  private static final int LONGEST = 998;
  private static final List<String> ONCE = List.of("From", "Date");
  private static final List<String> AT_MOST_ONCE = List.of("To", "Subject", "Message-ID", "Reply-To", "Cc", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Help",
      "List-Owner", "List-Archive", "List-Subscribe", "List-Post", "MIME-Version", "Content-Type");
  private static final Set<String> OURS = Set.of("dkim-signature", "from", "reply-to", "subject", "date", "to", "message-id", "list-unsubscribe", "list-unsubscribe-post", "list-id",
      "list-help", "list-owner", "list-archive", "list-subscribe", "list-post", "precedence", "feedback-id", "auto-submitted", "x-auto-response-suppress", "content-language",
      "mime-version", "content-type", "content-transfer-encoding", "x-tidings-seed");

  List<MailLine> judge() {
    return List.of(lines(), once(), messageId(), dots(), domains(), injected(), leaving(), list(), automatic());
  }

  private MailLine lines() {
    String bare = mail.raw().replace("\r\n", "");
    List<String> all = List.of(mail.raw().split("\r\n"));
    int longest = all.stream().mapToInt(String::length).max().orElse(0);
    Optional<String> unfolded = mail.headLines().stream()
        .filter(line -> line.length() > LINE && line.strip().replaceFirst("^[A-Za-z-]+: ", "").indexOf(' ') >= 0).findFirst();
    return MailLine.of(1, "line ends and lengths (RFC 5322 2.1.1, RFC 2047 2)", "CRLF only; the longest of %d lines has %d octets.".formatted(all.size(), longest),
        Stream.of(unless(bare.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0), "There is a bare CR or LF, or a NUL."),
            unless(longest <= LONGEST, "A line has " + longest + " octets, more than 998."),
            unfolded.map(line -> "A header line of " + line.length() + " could be folded: " + line + "."),
            unless(mail.headLines().stream().allMatch(HeadRules::wordsFit), "An encoded word is longer than 75, or its line than 76.")));
  }

  private static boolean wordsFit(String line) {
    Matcher word = WORD.matcher(line);
    boolean any = false;
    while (word.find()) {
      any = true;
      if (word.group().length() > 75) return false;
    }
    return !any || line.length() <= 76;
  }

  private MailLine once() {
    String from = mail.field("From");
    return MailLine.of(2, "fields once, one sender (RFC 5322 3.6)", "From: " + from, Stream.of(
            ONCE.stream().filter(name -> mail.count(name) != 1).findFirst().map(name -> name + " does not come exactly once."),
            AT_MOST_ONCE.stream().filter(name -> mail.count(name) > 1).findFirst().map(name -> name + " comes more than once."),
            unless(mail.count("To") == 1 && mail.count("Subject") == 1 && mail.count("Message-ID") == 1, "To, Subject or Message-ID is missing."),
            unless(from.replaceAll("\"[^\"]*\"", "").chars().filter(c -> c == '@').count() == 1, "From has not exactly one address: " + from + "."),
            unless(from.indexOf('<') > 0, "From has no name to be known by: set one in mail.from."),
            unless(!EMOJI.matcher(from).find(), "The sender's name has an emoji.")));
  }

  private MailLine messageId() {
    String id = mail.field("Message-ID");
    String ours = MailSeen.domain(mail.address("From"));
    return MailLine.of(3, "Message-ID of our own (RFC 5322 3.6.4)", id, Stream.of(
        unless(id.matches("<[^<>@\\s]+@[^<>@\\s]+>"), "It is not one: " + id + "."),
        unless(id.endsWith("@" + ours + ">"), "It is not on the sender's domain " + ours + ".")));
  }

  private MailLine dots() {
    return MailLine.of(5, "dots are doubled on the wire only (RFC 5321 4.5.2)", "No line begins with a dot, so no relay can take one for the end.",
        Stream.of(unless(!("\r\n" + mail.body()).contains("\r\n."), "A line of the body begins with a dot.")));
  }

  private MailLine domains() {
    String addresses = mail.address("From") + " " + mail.address("To");
    return MailLine.of(6, "addresses in ASCII (RFC 6531 3.2)", addresses, Stream.of(
        unless(addresses.chars().allMatch(c -> c < 127), "An address is not ASCII, so the mail goes out only where the relay offers SMTPUTF8: " + addresses + ".")));
  }

  private MailLine injected() {
    Optional<String> stranger = mail.fields().stream().map(MailSeen.Field::name).filter(name -> !OURS.contains(name.toLowerCase(Locale.ROOT))).findFirst();
    boolean control = mail.fields().stream().anyMatch(field -> field.value().chars().anyMatch(c -> c < 32 && c != '\t' || c == 127));
    return MailLine.of(7, "nothing injected into the header", "Every field is one of ours; no value holds a control character.", Stream.of(
        stranger.map(name -> "A field that we do not write: " + name + "."), unless(!control, "A value holds a control character.")));
  }

  private MailLine leaving() {
    String rule = "List-Unsubscribe (RFC 8058 3.1)";
    String value = mail.field("List-Unsubscribe");
    List<String> ways = Arrays.stream(value.split(",")).map(String::strip).toList();
    long https = ways.stream().filter(way -> way.startsWith("<https://")).count();
    if (!server && !value.isEmpty()) return MailLine.doubt(10, rule, "Leaving goes by mail only (" + value + "): Gmail and Yahoo ask senders of more than 5,000 mails a day for one-click. Run 'tidings serve' and set site.url.");
    return MailLine.of(10, rule, value, Stream.of(
        unless(!value.isEmpty(), "There is none: readers mark the mail as spam instead. Set mail.unsubscribe, or let 'tidings serve' answer."),
        unless(!server || https == 1, "It has not exactly one https address, so no mail program shows a button: write https into site.url."),
        unless(!server || mail.field("List-Unsubscribe-Post").equals("List-Unsubscribe=One-Click"), "List-Unsubscribe-Post is missing."),
        unless(!value.contains(mail.address("To")), "It shows the reader's address.")));
  }

  private MailLine list() {
    String id = mail.field("List-Id");
    return MailLine.of(12, "the list names itself (RFC 2919, RFC 2369)", id, Stream.concat(
        Stream.of(unless(id.matches(".*<[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+>"), "List-Id is not a name and a domain: " + id + "."),
            unless(id.length() <= 255, "List-Id is longer than 255."), unless(mail.field("List-Post").equals("NO"), "List-Post is not NO.")),
        Stream.of("List-Help", "List-Owner", "List-Archive", "List-Subscribe").map(name -> unless(mail.field(name).matches("<(https?|mailto):.+>"), name + " is missing."))));
  }

  private MailLine automatic() {
    List<String> feedback = List.of(mail.field("Feedback-ID").split(":"));
    return MailLine.of(13, "machines are told (RFC 3834 5.2, Feedback-ID)", "Feedback-ID: " + mail.field("Feedback-ID"), Stream.of(
        unless(mail.field("Auto-Submitted").equals("auto-generated"), "Auto-Submitted is not auto-generated."),
        unless(mail.field("Precedence").equals("bulk"), "Precedence is not bulk."),
        unless(mail.field("X-Auto-Response-Suppress").equals("All"), "X-Auto-Response-Suppress is not All."),
        unless(feedback.size() == 4 && new HashSet<>(feedback).size() == 4 && feedback.get(3).matches("\\S{5,15}"), "Feedback-ID has not four different parts, the last of 5 to 15 characters.")));
  }
}
