package dev.tidings.audience;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One address that is safe to write into an envelope: a proof, for it comes only from {@link #parse}. Local part and domain
 * hold no control, blank, bracket, quote or comment; the domain is A-labels.
 */
public final class MailAddress {
  private static final int LOCAL_OCTETS = 64; // RFC 5321 4.5.3.1.1
  private static final int ADDRESS_OCTETS = 254; // RFC 5321 4.5.3.1.3, without the angle brackets
  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~"; // RFC 5322 3.2.3

  private final String local;
  private final String domain;

  private MailAddress(String local, String domain) {
    this.local = local;
    this.domain = domain;
  }

  /** What became of a text. */
  public sealed interface Parsed {
    /** @param warnings such as letters of several scripts in one word; empty for nearly all */
    record Good(MailAddress address, List<String> warnings) implements Parsed {}

    /** @param reason to be read after the quoted text: "has no @" */
    record Bad(String reason) implements Parsed {}
  }

  /** Takes the whole text for one addr-spec (RFC 5321 4.1.2). Nothing is trimmed, cut out or guessed. */
  public static Parsed parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) return new Parsed.Bad("has no @");
    String local = Normalizer.normalize(unquoted(text.substring(0, at)), Normalizer.Form.NFC);
    var wrong = wrongInLocal(local);
    if (!wrong.isEmpty()) return new Parsed.Bad(wrong);
    String written = text.substring(at + 1);
    MailDomain.Read domain = MailDomain.read(written);
    if (!domain.wrong().isEmpty()) return new Parsed.Bad(domain.wrong());
    var address = new MailAddress(local, domain.ascii());
    if (octets(address.address()) > ADDRESS_OCTETS)
      return new Parsed.Bad("is longer than " + ADDRESS_OCTETS + " octets");
    var warnings = new ArrayList<String>();
    if (MailDomain.mixesScripts(local)) warnings.add("mixes letters of several scripts before the @");
    if (domain.mixed()) warnings.add("mixes letters of several scripts in its domain, as a forged name would");
    return new Parsed.Good(address, List.copyOf(warnings));
  }

  /** A quoted local part that needs no quotes means the same without them (RFC 5321 4.1.2); any other stays and is refused. */
  private static String unquoted(String local) {
    boolean quoted = local.length() > 2 && local.startsWith("\"") && local.endsWith("\"");
    return quoted ? local.substring(1, local.length() - 1) : local;
  }

  private static String wrongInLocal(String local) {
    if (local.isEmpty()) return "has nothing before the @";
    if (octets(local) > LOCAL_OCTETS) return "has more than " + LOCAL_OCTETS + " octets before the @";
    if (local.startsWith(".") || local.endsWith(".") || local.contains(".."))
      return "has a dot at the edge, or two in a row, before the @";
    if (isMark(local.codePointAt(0))) return "begins with a mark that belongs on a letter";
    for (int i = 0; i < local.length(); i += Character.charCount(local.codePointAt(i)))
      if (!fitsLocal(local.codePointAt(i))) return refusal(local.codePointAt(i));
    return "";
  }

  private static boolean fitsLocal(int c) {
    if (c < 0x80) return asciiLetterOrDigit(c) || c == '.' || ATEXT.indexOf(c) >= 0;
    return (Character.isLetterOrDigit(c) || isMark(c)) && !invisible(c); // RFC 6531 3.3, letters and digits only
  }

  private static boolean asciiLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Letters and marks that are not seen: fillers, joiners, variation selectors. Unicode's Default_Ignorable_Code_Point */
  private static boolean invisible(int c) {
    return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c >= 0x180b && c <= 0x180f || c == 0x3164
        || c >= 0xfe00 && c <= 0xfe0f || c == 0xffa0 || c >= 0xe0000 && c <= 0xe0fff;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String refusal(int c) {
    if (c == '"') return "has a quoted part before the @, which few servers take";
    if (c == '(' || c == ')') return "holds a comment in brackets";
    if (c == '@') return "has more than one @";
    if (c == ' ' || c == '\t') return "holds a blank";
    if (c > ' ' && c < 0x7f) return "holds '" + (char) c + "' before the @";
    return "holds the character U+%04X before the @".formatted(c);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** As mail is sent to it: the local part as written, the domain in A-labels. */
  public String address() {
    return local + "@" + domain;
  }

  /** A-labels, lower case. */
  public String domain() {
    return domain;
  }

  /** Equal for whoever gets the same mail: lower case and A-labels. No provider's own rules (dots, plus) are guessed. */
  public String key() {
    return local.toLowerCase(Locale.ROOT) + "@" + domain;
  }

  /** Whether only a relay with SMTPUTF8 can take it. RFC 6531 3.1 */
  public boolean needsSmtpUtf8() {
    return local.chars().anyMatch(c -> c >= 0x80);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailAddress that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public String toString() {
    return address();
  }
}
