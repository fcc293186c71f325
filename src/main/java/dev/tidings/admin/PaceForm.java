package dev.tidings.admin;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Subscribers;
import dev.tidings.report.ReaderCard;
import dev.tidings.timetable.Cadence;
import dev.tidings.timetable.Newsletter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** When one reader's mail comes, changed on her word. */
final class PaceForm {
  /** What stands in the form. @param offered rhythms as stored · @param usual the newsletter's zone */
  record Typed(List<String> offered, String rhythm, String hour, String zone, String usual, String until) {}

  /** By newsletter, those that run; what was typed is kept where it has to be mended. */
  static Map<String, Typed> of(Call call, ReaderCard card) {
    var forms = new LinkedHashMap<String, Typed>();
    for (ReaderCard.Place place : card.places())
      call.office().newsletters().stream().filter(one -> one.slug().equals(place.newsletter()) && Stream.of("active", "paused").anyMatch(place.status()::equals))
          .forEach(newsletter -> forms.put(newsletter.slug(), call.field("newsletter").equals(newsletter.slug()) && call.context().path().endsWith("/rhythm") ? typed(call, newsletter) : kept(newsletter, place.choices())));
    return forms;
  }

  private static Typed typed(Call call, Newsletter newsletter) {
    return new Typed(offered(newsletter, call.field("rhythm")), call.field("rhythm"), call.field("hour"), call.field("zone"), newsletter.imprint().zone().getId(), call.field("until"));
  }

  private static Typed kept(Newsletter newsletter, ReaderCard.Choices choices) {
    Cadence cadence = choices.cadence();
    ZoneId clock = cadence.zone().orElse(newsletter.imprint().zone());
    return new Typed(offered(newsletter, cadence.rhythm().stored()), cadence.rhythm().stored(), cadence.hour().map(LocalTime::toString).orElse(""), cadence.zone().map(ZoneId::getId).orElse(""),
        newsletter.imprint().zone().getId(), choices.paused().map(moment -> LocalDate.ofInstant(moment, clock).toString()).orElse(""));
  }

  private static List<String> offered(Newsletter newsletter, String hers) {
    return Stream.concat(newsletter.bounds().leeway().rhythms().stream(), Stream.of(hers)).filter(rhythm -> !rhythm.isEmpty()).distinct().toList();
  }

  void save(Call call) {
    MailAddress address = ReaderPages.address(call);
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    try {
      var cadence = Cadence.parse(call.field("rhythm"), call.field("hour"), call.field("zone"));
      Optional<LocalDate> until = Optional.of(call.field("until")).filter(text -> !text.isEmpty()).map(LocalDate::parse);
      Subscribers.Answer answer = call.office().desks().readers().pace(address, newsletter, cadence, until);
      if (answer.changed() > 0) ReaderPages.done(call, "reader rhythm", address, answer);
      else ReaderPages.show(call, 422, answer.sentence(), "");
    } catch (DateTimeException e) {
      ReaderPages.show(call, 422, "'" + call.field("until") + "' is no date. Nothing was changed. Write it as 2026-12-24.", "");
    } catch (IllegalArgumentException e) {
      ReaderPages.show(call, 422, String.valueOf(e.getMessage()) + " Nothing was changed.", "");
    }
  }
}
