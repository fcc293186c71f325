package dev.tidings.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.LinkedHashMap;
import java.util.IllformedLocaleException;

/** The values of a sheet as what they mean; what cannot be is reported, and the reading goes on with the standard. */
final class Values {
  private final Sheet sheet;

  Values(Sheet sheet) {
    this.sheet = sheet;
  }

  boolean has(String key) {
    return sheet.line(key) > 0;
  }

  Optional<String> text(String key) {
    return read(key, "", value -> value);
  }

  String required(String key, String suggestion) {
    if (!has(key)) sheet.problem(0, key, "it is missing.", suggestion);
    return text(key).orElse("");
  }

  int number(String key, int low, int high, int standard) {
    return read(key, "Give a whole number from " + low + " to " + high + ".", value -> {
      int number = Integer.parseInt(value);
      if (number < low || number > high) throw new IllegalArgumentException("it is out of range");
      return number;
    }).orElse(standard);
  }

  boolean flag(String key) {
    return read(key, "Write true or false.", value -> switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is neither true nor false");
    }).orElse(false);
  }

  Optional<URI> url(String key) {
    return read(key, "Write it whole: https://dispatch.example", value -> {
      URI url = URI.create(value);
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException("it is not a web address");
      }
      return url;
    });
  }

  Optional<ZoneId> zone(String key) {
    return read(key, "Zones are named like Europe/London or America/New_York.", value -> {
      try {
        return ZoneId.of(value);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("it is not a time zone", e);
      }
    });
  }

  Optional<String> language(String key) {
    return read(key, "Write a language tag such as en, de or pt-BR.", value -> {
      try {
        return new Locale.Builder().setLanguageTag(value).build().toLanguageTag();
      } catch (IllformedLocaleException e) {
        throw new IllegalArgumentException("it is not a language tag", e);
      }
    });
  }

  Optional<LocalDate> date(String key) {
    return read(key, "Write it as 2026-01-31.", value -> {
      try {
        return LocalDate.parse(value);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("it is not a date", e);
      }
    });
  }

  Optional<Duration> duration(String key) {
    return read(key, "Write it as 30 minutes, 36 hours or 2 days.", value -> {
      String[] parts = value.split(" ");
      long count = Long.parseLong(parts[0]);
      String unit = parts.length == 2 ? parts[1] : "";
      if (count < 1 || count > 1000) throw new IllegalArgumentException("it is out of range");
      if (unit.startsWith("minute")) return Duration.ofMinutes(count);
      if (unit.startsWith("hour")) return Duration.ofHours(count);
      if (unit.startsWith("day")) return Duration.ofDays(count);
      throw new IllegalArgumentException("it is not a length of time");
    });
  }

  /** {@code Name <a@b>} or an address; the strict reading is the mail stage's. */
  Optional<String> mailbox(String key) {
    return read(key, "Write it as The Dispatch <digest@dispatch.example>.", value -> {
      String address = address(value);
      int at = address.indexOf('@');
      boolean broken = at < 1 || at != address.lastIndexOf('@') || address.indexOf('.', at) < 0
          || address.chars().anyMatch(c -> c <= ' ' || c == ',' || c == '<' || c == '>') || value.chars().anyMatch(Character::isISOControl);
      if (broken) throw new IllegalArgumentException("it is not one mail address");
      return value;
    });
  }

  static String address(String mailbox) {
    int open = mailbox.lastIndexOf('<');
    return open >= 0 && mailbox.endsWith(">") ? mailbox.substring(open + 1, mailbox.length() - 1) : mailbox;
  }

  Optional<List<String>> list(String key) {
    return sheet.entry(key).map(Sheet.Entry::values).filter(values -> !values.isEmpty());
  }

  /** {@code texts} and their like; a name may hold dots. */
  Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    for (String path : sheet.paths()) {
      if (path.startsWith(key + ".")) text(path).ifPresent(value -> texts.put(path.substring(key.length() + 1), value));
    }
    return texts;
  }

  <T> Optional<T> read(String key, String suggestion, Function<String, T> meaning) {
    Optional<Sheet.Entry> entry = sheet.entry(key);
    if (entry.isEmpty() || entry.get().values().isEmpty()) return Optional.empty();
    String source = entry.get().source().get(0);
    try {
      return Optional.of(meaning.apply(entry.get().values().get(0)));
    } catch (NumberFormatException e) {
      sheet.problem(entry.get().line(), key, "'" + source + "' is not a number.", suggestion);
    } catch (IllegalArgumentException e) {
      String reason = e.getCause() instanceof java.net.URISyntaxException ? "it is not a web address" : String.valueOf(e.getMessage());
      sheet.problem(entry.get().line(), key, "'" + source + "': " + reason + ".", suggestion);
    }
    return Optional.empty();
  }
}
