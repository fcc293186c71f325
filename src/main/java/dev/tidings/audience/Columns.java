package dev.tidings.audience;

import dev.tidings.audience.MailAddress.Parsed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which cell of a row means what, told by the header: ours, and those of Mailchimp, listmonk, Ghost, Substack, Buttondown, Mailtrain and phpList. */
final class Columns {
  enum Field { EMAIL, NAME, FIRST, LAST, CATEGORIES, FORMAT, LANGUAGE, ZONE, RHYTHM, SEND_AFTER, STATUS, TYPE, SUBSCRIBED, DISABLED,
    UNSUB_TIME, BOUNCE_TIME, CONFIRMED, SHUT_OUT, CONSENT, CONFIRM_TIME, OPTIN_TIME, JOIN_TIME, CONFIRM_ADDRESS, OPTIN_ADDRESS, MAILCHIMP }

  private static final Map<String, Field> NAMES = Map.ofEntries(
      Map.entry("email", Field.EMAIL), Map.entry("emailaddress", Field.EMAIL), Map.entry("mail", Field.EMAIL),
      Map.entry("subscriberemail", Field.EMAIL),
      Map.entry("name", Field.NAME), Map.entry("fullname", Field.NAME), Map.entry("firstname", Field.FIRST),
      Map.entry("lastname", Field.LAST), Map.entry("surname", Field.LAST),
      Map.entry("categories", Field.CATEGORIES), Map.entry("category", Field.CATEGORIES), Map.entry("topics", Field.CATEGORIES),
      Map.entry("format", Field.FORMAT), Map.entry("emailtype", Field.FORMAT), Map.entry("language", Field.LANGUAGE),
      Map.entry("lang", Field.LANGUAGE), Map.entry("locale", Field.LANGUAGE), Map.entry("zone", Field.ZONE),
      Map.entry("timezone", Field.ZONE), Map.entry("tz", Field.ZONE), Map.entry("rhythm", Field.RHYTHM),
      Map.entry("frequency", Field.RHYTHM), Map.entry("sendafter", Field.SEND_AFTER), Map.entry("status", Field.STATUS),
      Map.entry("state", Field.STATUS), Map.entry("subscribertype", Field.TYPE), Map.entry("type", Field.TYPE),
      Map.entry("subscribedtoemails", Field.SUBSCRIBED), Map.entry("emaildisabled", Field.DISABLED),
      Map.entry("deletedat", Field.UNSUB_TIME), Map.entry("unsubtime", Field.UNSUB_TIME),
      Map.entry("unsubscriptiondate", Field.UNSUB_TIME), Map.entry("cleantime", Field.BOUNCE_TIME),
      Map.entry("undeliverabilitydate", Field.BOUNCE_TIME),
      Map.entry("consent", Field.CONSENT), Map.entry("confirmtime", Field.CONFIRM_TIME), Map.entry("optintime", Field.OPTIN_TIME),
      Map.entry("createdat", Field.JOIN_TIME), Map.entry("creationdate", Field.JOIN_TIME),
      Map.entry("confirmip", Field.CONFIRM_ADDRESS), Map.entry("optinip", Field.OPTIN_ADDRESS),
      Map.entry("ipaddress", Field.OPTIN_ADDRESS), Map.entry("leid", Field.MAILCHIMP),
      Map.entry("mergefirstname", Field.FIRST), Map.entry("mergelastname", Field.LAST), Map.entry("mergename", Field.NAME),
      Map.entry("isthissubscriberconfirmed", Field.CONFIRMED), Map.entry("isthissubscriberblacklisted", Field.SHUT_OUT),
      Map.entry("isthisaccountdisabled", Field.DISABLED), Map.entry("entered", Field.JOIN_TIME), Map.entry("sendthissubscriberhtmlemails", Field.FORMAT));

  private final Map<Field, Integer> places = new EnumMap<>(Field.class);
  private final List<String> untaken = new ArrayList<>();

  Columns(List<String> header) {
    for (int i = 0; i < header.size(); i++) {
      Field field = NAMES.get(header.get(i).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""));
      if (field != null && !places.containsKey(field)) places.put(field, i);
      else if (!header.get(i).isBlank()) untaken.add(header.get(i).strip());
    }
  }

  /** A file of bare addresses has no header: its first row is a reader. */
  static boolean bare(List<String> first) {
    return first.size() == 1 && MailAddress.parse(first.get(0).strip()) instanceof Parsed.Good;
  }

  /** Columns that nothing is taken from, as the header calls them. */
  List<String> untaken() {
    return List.copyOf(untaken);
  }

  boolean has(Field field) {
    return places.containsKey(field);
  }

  /** Empty where there is no such column; a row that is too short has blank cells. */
  Optional<String> cell(List<String> cells, Field field) {
    Integer place = places.get(field);
    if (place == null) return Optional.empty();
    return Optional.of(place < cells.size() ? cells.get(place).strip() : "");
  }

  String text(List<String> cells, Field field) {
    return cell(cells, field).orElse("");
  }

  /** The first of the cells that says something. */
  String either(List<String> cells, Field... fields) {
    for (Field field : fields) {
      String text = text(cells, field);
      if (!text.isEmpty()) return text;
    }
    return "";
  }
}
