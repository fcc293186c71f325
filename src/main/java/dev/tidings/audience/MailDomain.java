package dev.tidings.audience;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The part after the @: checked and turned into A-labels. RFC 5321 4.1.2, RFC 5890 2.3.2.1 */
final class MailDomain {
  private static final int DOMAIN_OCTETS = 253; // RFC 1035 2.3.4, as text
  private static final int LABEL_OCTETS = 63;
  /** sharp s, final sigma, joiners: java.net.IDN maps them (2003) to another domain than browsers do (UTS 46). */
  private static final String DEVIATIONS = "\u00df\u1e9e\u03c2\u200c\u200d";
  private static final Set<UnicodeScript> LOOKALIKES =
      EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK, UnicodeScript.ARMENIAN, UnicodeScript.CHEROKEE);

  private MailDomain() {}

  /** @param wrong empty where it is good */
  record Read(String ascii, String wrong, boolean mixed) {
    static Read bad(String reason) {
      return new Read("", reason, false);
    }
  }

  static Read read(String written) {
    if (written.isEmpty()) return Read.bad("has nothing after the @");
    if (written.startsWith("[")) return Read.bad("names a machine by number; only domain names are mailed to");
    if (written.length() > DOMAIN_OCTETS) return Read.bad("has a domain longer than " + DOMAIN_OCTETS + " octets");
    boolean plain = isAscii(written);
    if (!plain && written.codePoints().anyMatch(MailDomain::hidden))
      return Read.bad("holds an invisible or direction-changing character in its domain");
    if (!plain && written.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0))
      return Read.bad("has a letter in its domain that old and new rules read differently; write the domain as xn--…");
    String ascii = plain ? written.toLowerCase(Locale.ROOT) : converted(written);
    String wrong = wrongIn(ascii);
    if (!wrong.isEmpty()) return Read.bad(wrong);
    return new Read(ascii, "", mixed(ascii));
  }

  private static boolean hidden(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT || type == Character.CONTROL || type == Character.SURROGATE
        || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
  }

  private static String converted(String written) {
    try {
      return IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return ""; // wrongIn says so
    }
  }

  private static String wrongIn(String ascii) {
    if (ascii.isEmpty()) return "has a domain that cannot be written in A-labels";
    if (ascii.length() > DOMAIN_OCTETS) return "has a domain longer than " + DOMAIN_OCTETS + " octets";
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      String wrong = wrongInLabel(label);
      if (!wrong.isEmpty()) return wrong;
    }
    if (labels.length < 2) return "has a domain of one word; a dot is missing";
    String last = labels[labels.length - 1];
    return isNumber(last) ? "ends in a number, not in a domain" : "";
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
    return true;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) if (!Character.isDigit(text.charAt(i))) return false;
    return true;
  }

  private static String wrongInLabel(String label) {
    if (label.isEmpty()) return "has a dot at the edge, or two in a row, in its domain";
    if (label.length() > LABEL_OCTETS) return "has a part of its domain longer than " + LABEL_OCTETS + " octets";
    if (label.startsWith("-") || label.endsWith("-")) return "has a hyphen at the edge of a part of its domain";
    if (label.startsWith("--", 2) && !label.startsWith("xn")) return "has a domain with a reserved '--'"; // RFC 5890 2.3.1
    if (label.equals("xn--") ) return "has an empty A-label in its domain";
    for (int i = 0; i < label.length(); i++) if (!ldh(label.charAt(i))) return refusal(label.charAt(i));
    return "";
  }

  private static boolean ldh(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String refusal(int c) {
    return c > ' ' && c < 0x7f ? "holds '" + (char) c + "' in its domain" : "holds the character U+%04X in its domain".formatted(c);
  }

  private static boolean mixed(String ascii) {
    if (!ascii.contains("xn--")) return false;
    for (String label : IDN.toUnicode(ascii).split("\\.")) if (mixesScripts(label)) return true;
    return false;
  }

  /** Letters of two scripts whose letters look alike, in one word. UTS 39 5.1, the part that matters for mail */
  static boolean mixesScripts(String word) {
    if (isAscii(word)) return false;
    var seen = EnumSet.noneOf(UnicodeScript.class);
    word.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of).filter(LOOKALIKES::contains).forEach(seen::add);
    return seen.size() > 1;
  }
}
