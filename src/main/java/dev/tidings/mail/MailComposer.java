package dev.tidings.mail;

import dev.tidings.queue.Sheet;
import dev.tidings.render.Look;
import dev.tidings.timetable.Newsletter;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A variant plus one subscriber becomes RFC 5322 bytes. What all readers of a variant share is made once. */
public final class MailComposer {
  private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9-]{1,200}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}");
  private final MailSettings settings;
  private final Look look;
  private final Map<String, Newsletter> newsletters;
  private final TokenMint mint;
  private final Postmark postmark;
  private final Optional<LongFunction<String>> paths;
  private final Optional<DkimSigner> signer;

  /** @param houseKey secret and constant for the house; Message-IDs are made with it */
  public MailComposer(MailSettings settings, Look look, Collection<Newsletter> newsletters, TokenMint mint, String houseKey) {
    this.settings = settings;
    this.look = look;
    this.newsletters = newsletters.stream().collect(Collectors.toMap(Newsletter::slug, Function.identity()));
    this.mint = mint;
    this.postmark = new Postmark(houseKey);
    this.paths = Optional.empty();
    this.signer = Optional.empty();
  }

  private MailComposer(MailComposer other, Optional<LongFunction<String>> paths, Optional<DkimSigner> signer) {
    this.settings = other.settings;
    this.look = other.look;
    this.newsletters = other.newsletters;
    this.mint = other.mint;
    this.postmark = other.postmark;
    this.paths = paths;
    this.signer = signer;
  }

  /** @throws UnfitForMail where a value must not reach a header */
  public PreparedMail prepare(Sheet sheet) {
    Mailbox from = sender(sheet);
    var letterhead = new Letterhead(mint, postmark, from.domain(),
        look.doors().server() ? Optional.of(look.site().resolve("u/")) : Optional.empty(),
        settings.leaveAddress().or(() -> look.doors().leaveAddress()).map(address -> Mailbox.of("", address, "mail.unsubscribe").forEverybody("mail.unsubscribe").address()));
    return new PreparedMail(letterhead, before(sheet, from), after(sheet, from), sheet.body(), signer);
  }

  /** The whole mail as a file would hold it: what a preview shows is what the relay gets. */
  public byte[] compose(Sheet sheet, Addressing to) {
    var wire = new Wire();
    prepare(sheet).write(wire, to, false);
    return wire.toBytes();
  }

  /** The same, and each reader's mails come back to an address of their own. RFC 5321 4.4 */
  public MailComposer returningTo(LongFunction<String> paths) {
    return new MailComposer(this, Optional.of(paths), signer);
  }

  /** The same, and each mail is signed for the domain of its From. */
  public MailComposer signedBy(DkimSigner own) {
    return new MailComposer(this, paths, Optional.of(own));
  }

  /** The envelope's sender, by subscription; a notice (0) comes back to the one who wrote it. */
  public LongFunction<String> envelopeSender(Sheet sheet) {
    String writer = sender(sheet).address();
    return paths.<LongFunction<String>>map(own -> subscription -> subscription == 0 ? writer : own.apply(subscription)).orElse(subscription -> writer);
  }

  private Optional<Newsletter> newsletterOf(Sheet sheet) {
    return sheet.edition().map(edition -> newsletters.get(edition.newsletter()));
  }

  private Mailbox sender(Sheet sheet) {
    return named(sheet).forEverybody("The sender's address");
  }

  private Mailbox named(Sheet sheet) {
    Mailbox house = Mailbox.parse(settings.from(), "mail.from");
    return newsletterOf(sheet)
        .map(newsletter -> newsletter.imprint().from()
            .map(own -> Mailbox.parse(own, "The sender of " + newsletter.slug()))
            .orElseGet(() -> house.name().isEmpty()
                ? new Mailbox(HeaderText.clean(newsletter.imprint().title(), "The newsletter's title"), house.local(), house.domain())
                : house))
        .orElse(house);
  }

  private String before(Sheet sheet, Mailbox from) {
    return from.header("From")
        + settings.replyTo().map(address -> Mailbox.parse(address, "mail.reply_to").forEverybody("mail.reply_to").header("Reply-To")).orElse("")
        + HeaderText.unstructured("Subject", sheet.subject());
  }

  private String after(Sheet sheet, Mailbox from) {
    return sheet.edition().map(edition -> listHeaders(edition, from)).orElse("")
        + "Auto-Submitted: auto-generated\r\n" // RFC 3834 5.2
        + "X-Auto-Response-Suppress: All\r\n"
        + (LANGUAGE.matcher(sheet.language()).matches() ? "Content-Language: " + sheet.language() + "\r\n" : "") // RFC 3282 2
        + "MIME-Version: 1.0\r\n"
        + contentType(sheet.body().contentType())
        + "Content-Transfer-Encoding: " + HeaderText.ascii(sheet.body().transferEncoding(), "The transfer encoding") + "\r\n\r\n";
  }

  private static String contentType(String value) {
    String clean = HeaderText.ascii(value.replaceAll("\r\n[ \t]+", " "), "The content type");
    return "Content-Type: " + HeaderText.folded("Content-Type: ".length(), clean) + "\r\n";
  }

  private String listHeaders(Sheet.EditionName edition, Mailbox from) {
    String slug = HeaderText.clean(edition.newsletter(), "The newsletter's slug");
    if (!SLUG.matcher(slug).matches())
      throw new UnfitForMail("The newsletter's slug '" + slug + "' is not made of letters, digits and hyphens. The mail is not sent. Correct it in config/tidings.yml.");
    Optional<Newsletter> newsletter = Optional.ofNullable(newsletters.get(slug));
    String title = newsletter.map(known -> known.imprint().title()).orElse(slug);
    URI site = look.site();
    String host = Optional.ofNullable(site.getHost()).filter(name -> name.contains(".")).orElse(from.domain());
    String id = slug + "." + host;
    String phrase = HeaderText.phrase("List-Id: ".length(), HeaderText.clean(title, "The newsletter's title"));
    return "List-Id: " + phrase + (phrase.length() + id.length() > 60 ? "\r\n" : "") + " <" + id + ">\r\n" // RFC 2919 3
        + "List-Help: <" + site.toASCIIString() + ">\r\n"
        + "List-Owner: <mailto:" + from.address() + ">\r\n"
        + "List-Archive: <" + site.resolve("editions/" + slug + "/").toASCIIString() + ">\r\n"
        + "List-Subscribe: <" + site.resolve(look.doors().server() ? "subscribe" : "").toASCIIString() + ">\r\n"
        + "List-Post: NO\r\n" // RFC 2369 3.4
        + "Precedence: bulk\r\n"
        + "Feedback-ID: " + slug + "-" + edition.number() + ":" + slug + ":" + (slug.equals("digest") ? "edition" : "digest") + ":"
        + senderId(from) + "\r\n";
  }

  /** 5 to 15 characters, constant for the house. */
  private static String senderId(Mailbox from) {
    String letters = from.domain().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return (letters + "tidings").substring(0, Math.min(15, Math.max(5, letters.length())));
  }
}
