package dev.tidings.mail;

import dev.tidings.audience.MailAddress;
import java.net.IDN;

/**
 * One address, fit for an envelope and a header, and the name shown beside it. The domain is an A-label. RFC 5321 4.1.2
 *
 * @param name may be empty
 */
record Mailbox(String name, String local, String domain) {
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";
  private static final int LONGEST = 254;

  /** {@code Name <address>} or an address. */
  static Mailbox parse(String text, String what) {
    String clean = HeaderText.clean(text, what).strip();
    int open = clean.lastIndexOf('<');
    if (open < 0) return of("", clean, what);
    if (!clean.endsWith(">")) throw unfit(what, text, "the '<' is never closed");
    String name = clean.substring(0, open).strip();
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\""))
      name = name.substring(1, name.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    return of(name, clean.substring(open + 1, clean.length() - 1), what);
  }

  /** A reader's, by the same rule that let her in: a store edited by hand proves nothing. */
  static Mailbox ofReader(String name, String address) {
    if (MailAddress.parse(address) instanceof MailAddress.Parsed.Bad bad) throw unfit("The reader's address", address, "it " + bad.reason());
    return of(name, address, "The reader's address");
  }

  /** Only dot-atoms: no quoted local parts, no comments, no address literals. */
  static Mailbox of(String name, String address, String what) {
    HeaderText.clean(name, "The name beside " + what);
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) throw unfit(what, address, "it is no address");
    String local = address.substring(0, at);
    if (local.startsWith(".") || local.endsWith(".") || local.contains("..") || !isAtoms(local))
      throw unfit(what, address, "the part before the @ is not made of letters, digits and " + ATOM);
    String domain = aLabel(address.substring(at + 1), what);
    if (local.length() + 1 + domain.length() > LONGEST || local.length() > 64) throw unfit(what, address, "it is too long");
    return new Mailbox(name, local, domain);
  }

  private static boolean isAtoms(String local) {
    for (int i = 0; i < local.length(); i += Character.charCount(local.codePointAt(i))) if (!isAtom(local.codePointAt(i))) return false;
    return true;
  }

  private static boolean isAtom(int c) {
    if (c < 128) return c >= '0' && c <= '9' || (c | 32) >= 'a' && (c | 32) <= 'z' || ATOM.indexOf(c) >= 0;
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static String aLabel(String domain, String what) {
    try {
      String ascii = HeaderText.isAscii(domain) ? domain : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      for (int start = 0, dot; start <= ascii.length(); start = dot + 1) {
        dot = ascii.indexOf('.', start) < 0 ? ascii.length() : ascii.indexOf('.', start);
        if (!isLabel(ascii, start, dot)) throw unfit(what, domain, "its domain is none");
      }
      return ascii;
    } catch (IllegalArgumentException e) {
      if (e instanceof UnfitForMail unfit) throw unfit;
      throw unfit(what, domain, "its domain is none");
    }
  }

  /** Letters, digits and hyphens, no hyphen at either end, at most 63. RFC 1035 2.3.1 */
  private static boolean isLabel(String domain, int start, int end) {
    if (end - start < 1 || end - start > 63 || domain.charAt(start) == '-' || domain.charAt(end - 1) == '-') return false;
    for (int i = start; i < end; i++) {
      char c = domain.charAt(i);
      if (!(c >= '0' && c <= '9' || (c | 32) >= 'a' && (c | 32) <= 'z' || c == '-')) return false;
    }
    return true;
  }

  private static UnfitForMail unfit(String what, String value, String why) {
    return new UnfitForMail("%s '%s' cannot be used: %s. Nothing is sent to or from it. Correct it.".formatted(what, value, why));
  }

  String address() {
    return local + "@" + domain;
  }

  /** For our own addresses, which every receiver must be able to write to. RFC 6531 3.7.1 */
  Mailbox forEverybody(String what) {
    if (needsSmtpUtf8()) throw unfit(what, address(), "the part before the @ holds letters that most mail servers refuse");
    return this;
  }

  boolean needsSmtpUtf8() {
    return !HeaderText.isAscii(local);
  }

  /** A whole header line. */
  String header(String header) {
    int column = header.length() + 2;
    if (name.isEmpty()) return header + ": " + address() + "\r\n";
    String phrase = HeaderText.phrase(column, name);
    int last = phrase.length() - (phrase.lastIndexOf('\n') + 1) + (phrase.contains("\n") ? 0 : column);
    return header + ": " + phrase + (last + address().length() + 3 > 76 ? "\r\n" : "") + " <" + address() + ">\r\n";
  }
}
