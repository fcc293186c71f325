package dev.tidings.admin;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Subscribers;
import dev.tidings.report.Explain;
import dev.tidings.report.ReaderCard;
import dev.tidings.run.ReaderBook;
import dev.tidings.run.RecapDesk;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Readers: found, explained, taken in and let go. In links a reader is a number, never an address. */
final class ReaderPages {
  private static final String TITLE = "Subscribers";
  private static final int ROWS = 50;
  private static final int SHOWN = 1_000;
  private static final Duration FRESH = Duration.ofSeconds(1);

  void list(Call call) {
    list(call, 200, Map.of());
  }

  private static void list(Call call, int status, Map<String, Object> more) {
    String part = call.context().method() == io.javalin.http.HandlerType.GET ? call.field("q") : "";
    Optional<List<Subscribers.Found>> sought = call.slow().ask("readers " + part + " " + call.field("after"), FRESH, () -> call.office().desks().readers().find(part, call.field("after"), ROWS));
    List<Subscribers.Found> found = sought.orElse(List.of());
    Map<String, Object> model = new HashMap<>(more);
    model.put("counting", sought.isEmpty());
    model.put("found", found);
    model.put("q", part);
    model.put("after", call.field("after"));
    model.put("next", found.size() == ROWS ? found.get(ROWS - 1).address() : "");
    model.put("newsletters", call.office().newsletters());
    for (String typed : List.of("email", "consent")) model.put(typed, call.field(typed));
    call.show(status, "subscribers", TITLE, model);
  }

  void page(Call call) {
    show(call, 200, "", call.field("about"));
  }

  static void show(Call call, int status, String wrong, String about) {
    var ledger = call.office().desks().ledger();
    ReaderCard card = ReaderCard.of(ledger, call.partNumber("id")).orElseThrow(() -> NotDone.unknown("There is no such reader, or she was forgotten."));
    List<Explain.Answer> answers = Explain.ask(ledger, card.address(), Optional.of(about).filter(text -> !text.isEmpty()));
    call.show(status, "subscriber", card.address(), Map.of("card", card, "answers", answers, "about", about, "wrong", wrong, "newsletters", call.office().newsletters(), "consent", call.field("consent"), "paces", PaceForm.of(call, card)));
  }

  static MailAddress address(Call call) {
    String text = call.office().desks().readers().address(call.partNumber("id")).orElseThrow(() -> NotDone.unknown("There is no such reader, or she was forgotten. Nothing was changed."));
    if (MailAddress.parse(text) instanceof MailAddress.Parsed.Good good) return good.address();
    throw new NotDone(409, "That address cannot be mailed", "'" + text + "' is no mail address. Nothing was changed. Forget it.");
  }

  private static String back(Call call) {
    return "/subscribers/" + call.part("id");
  }

  /** Takes somebody in, or in again, on her word. */
  void add(Call call) {
    List<String> wanted = call.fields("newsletter").stream().filter(slug -> call.office().newsletters().stream().anyMatch(one -> one.slug().equals(slug))).toList();
    if (!(MailAddress.parse(call.field("email")) instanceof MailAddress.Parsed.Good good)) {
      list(call, 422, Map.of("wrong", "'" + call.field("email") + "' is no mail address. Nobody was taken in. Write it as name@example.org."));
      return;
    }
    if (wanted.isEmpty() || call.field("consent").isEmpty()) {
      list(call, 422, Map.of("wrong", wanted.isEmpty() ? "No newsletter is ticked. Nobody was taken in. Tick one." : "How she agreed is not said. Nobody was taken in. Write how and when: 'asked by phone on 24 November'."));
      return;
    }
    Subscribers.Answer answer = call.office().desks().readers().add(good.address(), wanted, call.field("consent"));
    call.slow().forget("readers");
    call.done("/subscribers", "reader add", answer.sentence().replace(good.address().address(), Masked.address(good.address().address())));
  }

  void end(Call call) {
    MailAddress address = address(call);
    Optional<String> newsletter = Optional.of(call.field("newsletter")).filter(slug -> !slug.isEmpty());
    done(call, "reader end", address, call.office().desks().readers().end(address, newsletter));
  }

  void suppress(Call call) {
    MailAddress address = address(call);
    done(call, "reader suppress", address, call.office().desks().readers().suppress(address, "admin " + call.account().name()));
  }

  /** Back in, on her own word: undoes an end or a suppression. */
  void resubscribe(Call call) {
    MailAddress address = address(call);
    List<String> wanted = call.fields("newsletter").stream().filter(slug -> call.office().newsletters().stream().anyMatch(one -> one.slug().equals(slug))).toList();
    if (wanted.isEmpty() || call.field("consent").isEmpty()) {
      show(call, 422, wanted.isEmpty() ? "No newsletter is ticked. Nothing was changed." : "How she asked to come back is not said. Nothing was changed. Write how and when.", "");
      return;
    }
    done(call, "reader resubscribe", address, call.office().desks().readers().add(address, wanted, call.field("consent")));
  }

  static void done(Call call, String what, MailAddress address, Subscribers.Answer answer) {
    call.slow().forget("readers");
    call.done(back(call), what, answer.sentence().replace(address.address(), Masked.address(address.address())));
  }

  /** One mail with the best of what she missed, of all her newsletters. */
  void catchUp(Call call) {
    MailAddress address = address(call);
    Optional<Long> hers = call.office().desks().readers().places(call.partNumber("id")).stream().findFirst();
    RecapDesk.Outcome outcome = hers.map(call.office().desks().reading().recaps()::send).orElse(RecapDesk.Outcome.NOTHING);
    if (outcome == RecapDesk.Outcome.SENT) call.office().machine().deliver().run();
    String said = switch (outcome) {
      case SENT -> address.address() + " gets one mail with the best of what she missed.";
      case NOTHING -> address.address() + " has missed nothing: she was told everything that came out. No mail goes.";
      case BUSY -> "A mail to " + address.address() + " is under way. No other goes; try again once it is there.";
    };
    done(call, "reader catch-up", address, new Subscribers.Answer(0, said));
  }

  void askForget(Call call) {
    MailAddress address = address(call);
    call.show("confirm", "Forget this reader", Map.of("sentences", List.of(address.address() + " goes from the store with all its history; only a keyed hash stays, so that no list brings it back.",
        "This cannot be taken back. Lists that still name the address are said afterwards."), "action", back(call) + "/forget", "fields", Map.of(), "label", "Forget her", "back", back(call)));
  }

  void forget(Call call) {
    MailAddress address = address(call);
    Subscribers.Erasure erasure = call.office().desks().readers().forget(address);
    call.slow().forget("readers");
    call.done("/subscribers", "reader forget", erasure.sentence());
  }

  void importForm(Call call) {
    imported(call, 200, Map.of());
  }

  private static void imported(Call call, int status, Map<String, Object> more) {
    Map<String, Object> model = new HashMap<>(more);
    model.put("newsletters", call.office().newsletters());
    model.putIfAbsent("csv", call.raw("csv"));
    model.putIfAbsent("name", call.field("name").isEmpty() ? "import.csv" : call.field("name"));
    model.put("newsletter", call.field("newsletter"));
    model.putIfAbsent("trial", "");
    model.putIfAbsent("problems", List.of());
    model.putIfAbsent("verdicts", List.of());
    call.show(status, "import", "Import", model);
  }

  /** First what it would do, with every row that cannot be read; then, with the same list, for good. */
  void importList(Call call) {
    var newsletter = call.office().newsletter(call.field("newsletter"));
    Optional<UploadedFile> file = call.context().isMultipartFormData() ? Optional.ofNullable(call.context().uploadedFile("file")).filter(given -> given.size() > 0) : Optional.empty();
    String csv = file.map(ReaderPages::read).orElseGet(() -> call.raw("csv"));
    String name = file.map(UploadedFile::filename).or(() -> Optional.of(call.field("name")).filter(said -> !said.isEmpty())).orElse("import.csv");
    if (csv.isBlank()) {
      imported(call, 422, Map.of("wrong", "There is no list. Nobody was taken in. Choose a file, or paste its rows; the first names the columns: email,name."));
      return;
    }
    var list = new ReaderBook.Import(newsletter, name, csv);
    if (!call.field("step").equals("take")) {
      var verdicts = new ArrayList<String>();
      Subscribers.Imported trial = call.office().desks().readers().rehearse(list, (place, address, verdict) -> {
        if (verdicts.size() < SHOWN) verdicts.add(place + ": " + (address.isEmpty() ? "" : address + " ") + verdict);
      });
      imported(call, 200, Map.of("trial", trial.sentence(), "problems", trial.problems(), "good", trial.good(), "verdicts", verdicts, "csv", csv, "name", name));
      return;
    }
    Subscribers.Imported imported = call.office().desks().readers().take(list);
    call.slow().forget("readers");
    if (imported.good()) call.done("/subscribers", "reader import", imported.sentence());
    else imported(call, 422, Map.of("wrong", imported.sentence(), "problems", imported.problems(), "csv", csv, "name", name));
  }

  private static String read(UploadedFile file) {
    try (InputStream in = file.content()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A POST: who has a copy of all readers is in the log. */
  void export(Call call) {
    var newsletter = call.office().newsletter(call.field("newsletter"));
    String csv = call.office().desks().readers().export(newsletter);
    call.office().staff().log().note(call.account().name(), "reader export", "The readers of " + newsletter.slug() + " were exported.");
    call.context().contentType("text/csv; charset=utf-8").header("Content-Disposition", "attachment; filename=\"" + newsletter.slug() + ".csv\"").result(csv);
  }
}
