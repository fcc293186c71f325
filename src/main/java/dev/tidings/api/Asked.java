package dev.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.audience.MailAddress;
import dev.tidings.staff.ApiKeys.ApiKey;
import dev.tidings.timetable.Cadence;
import dev.tidings.timetable.Newsletter;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** One request of a program that may. @param body an object; empty for a GET */
record Asked(Context context, ApiDesks desks, ApiKey key, JsonNode body, String requester) {
  private static final int MOST = 200;

  String text(String field) {
    JsonNode value = body.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) throw Wrong.field(field, "'" + field + "' is not a text. Nothing was changed.");
    return value.asText("").strip();
  }

  MailAddress address() {
    String text = text("email");
    if (MailAddress.parse(text) instanceof MailAddress.Parsed.Good good) return good.address();
    throw Wrong.field("email", text.isEmpty() ? "'email' is missing. Nothing was changed." : "'" + text + "' is no mail address. Nothing was changed. Write it as name@example.org.");
  }

  Optional<String> newsletterIfNamed() {
    return text("newsletter").isEmpty() ? Optional.empty() : Optional.of(newsletter().slug());
  }

  Newsletter newsletter() {
    String slug = text("newsletter");
    return desks.newsletters().stream().filter(one -> one.slug().equals(slug)).findFirst()
        .orElseThrow(() -> Wrong.field("newsletter", slug.isEmpty() ? "'newsletter' is missing. Nothing was changed." : "There is no newsletter '" + slug + "'. Nothing was changed."));
  }

  /** Each part by itself, so that the one to mend is named. */
  Cadence cadence() {
    Cadence often = part("rhythm", words -> Cadence.parse(words, "", ""));
    Cadence hour = part("not_before", words -> Cadence.parse("", words, ""));
    Cadence zone = part("zone", words -> Cadence.parse("", "", words));
    return new Cadence(often.rhythm(), hour.hour(), zone.zone());
  }

  private Cadence part(String field, Function<String, Cadence> reading) {
    try {
      return reading.apply(text(field));
    } catch (IllegalArgumentException e) {
      throw Wrong.field(field, String.valueOf(e.getMessage()) + " Nothing was changed.");
    }
  }

  /** A day, or none. */
  Optional<LocalDate> date(String field) {
    try {
      return Optional.of(text(field)).filter(words -> !words.isEmpty()).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw Wrong.field(field, "'" + text(field) + "' is no date. Nothing was changed. Write it as 2026-12-24.");
    }
  }

  /** A whole number in the query. */
  long number(String name, long otherwise) {
    String text = Optional.ofNullable(context.queryParam(name)).orElse("");
    if (text.isEmpty()) return otherwise;
    if (!text.matches("\\d{1,15}")) throw new Wrong(400, "The query cannot be read", "'" + name + "' is not a whole number.");
    return Long.parseLong(text);
  }

  int limit() {
    long limit = number("limit", 50);
    if (limit < 1 || limit > MOST) throw new Wrong(400, "The query cannot be read", "'limit' is not between 1 and " + MOST + ".");
    return (int) limit;
  }

  String query(String name) {
    return Optional.ofNullable(context.queryParam(name)).orElse("");
  }
}
