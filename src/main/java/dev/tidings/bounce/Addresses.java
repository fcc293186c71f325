package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a free text speaks of: addresses, each with the words that follow it. */
final class Addresses {
  private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.+=@-])([\\w!#$%&'*+/=?^{|}~-][\\w.!#$%&'*+/=?^{|}~-]{0,63}@[A-Za-z0-9\\p{L}][A-Za-z0-9\\p{L}-]{0,62}(?:\\.[A-Za-z0-9\\p{L}-]{1,62}){0,8})");
  private static final Set<String> OFFICES = Set.of("postmaster", "mailer-daemon", "abuse", "mailerdaemon", "mail-daemon", "hostmaster");
  private static final int MOST = 50;

  private Addresses() {}

  static List<String> in(String text) {
    var found = new ArrayList<String>();
    Matcher address = ADDRESS.matcher(text);
    while (address.find() && found.size() < MOST) found.add(address.group(1));
    return found;
  }

  /** RFC 3464 2.3.1: a type, a semicolon, the address. */
  static String ofField(String value) {
    String plain = value.substring(value.indexOf(';') + 1).strip();
    List<String> found = in(plain);
    return found.isEmpty() ? plain.replaceAll("[<>\\s\"]", "") : found.get(0);
  }

  /** @param own never a reader: who sent and who received the report */
  static Map<String, String> withWords(String narrative, Set<String> own) {
    var starts = new LinkedHashMap<String, Integer>();
    Matcher address = ADDRESS.matcher(narrative);
    while (address.find() && starts.size() < MOST) {
      String found = address.group(1);
      boolean lead = begins(narrative, address.start());
      if (lead && !own.contains(found.toLowerCase(Locale.ROOT)) && !OFFICES.contains(found.substring(0, found.indexOf('@')).toLowerCase(Locale.ROOT)))
        starts.putIfAbsent(found, address.start());
    }
    var words = new LinkedHashMap<String, String>();
    List<Map.Entry<String, Integer>> list = List.copyOf(starts.entrySet());
    for (int i = 0; i < list.size(); i++) {
      int end = i + 1 < list.size() ? list.get(i + 1).getValue() : Math.min(narrative.length(), list.get(i).getValue() + 1500);
      words.put(list.get(i).getKey(), narrative.substring(list.get(i).getValue(), end));
    }
    return words;
  }

  /** Nothing but a word or two, a bracket or a label stands before it on its line. */
  private static boolean begins(String text, int at) {
    String before = text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
    return before.length() < 40 && before.matches("(?iu)[\\s<>(\\[{\"'*:;,.\\d-]*((to|for|recipients?|user|address|failed|addressee|rcpt|unknown|smtp|rfc822|final-recipient|original-recipient|mailto|e-?mail|an|à|para|mailbox|could not deliver to|not delivered to)\\s*)*(\\w+ ){0,2}[\\s<>(\\[{\"'*:;,.=-]*");
  }
}
