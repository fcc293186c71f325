package dev.tidings.admin;

import dev.tidings.config.Settings;
import dev.tidings.doctor.Finding;
import dev.tidings.mail.MailComposer;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.Look;
import dev.tidings.render.PageEngine;
import dev.tidings.run.CorrectionDesk;
import dev.tidings.run.Morning;
import dev.tidings.run.Planner;
import dev.tidings.run.PostDesk;
import dev.tidings.run.ReaderBook;
import dev.tidings.run.RecapDesk;
import dev.tidings.run.SlotDesk;
import dev.tidings.run.WishDesk;
import dev.tidings.run.WithdrawDesk;
import dev.tidings.staff.Staff;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import dev.tidings.web.FeedReaders;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the pages need of a house; a new one takes its place when the configuration changes. */
public record Office(Dress dress, Staff staff, Clock clock, Desks desks, Machine machine) {
  /** How pages look. @param zone the site's, for accounts that name none */
  public record Dress(Look look, PageEngine pages, ZoneId zone) {}

  /** Those that the commands use too. @param ledger for reports to read */
  public record Desks(Database ledger, Editorial editorial, DeliveryQueue queue, Readers reading) {
    ReaderBook readers() {
      return reading.book();
    }
  }

  /** What is done for readers. */
  public record Readers(ReaderBook book, RecapDesk recaps) {}

  /** @param composer makes a mail of a proof */
  public record Editorial(Planner planner, SlotDesk slots, PostDesk posts, WishDesk wishes, MailComposer composer, Amending amending) {}

  /** When it was wrong. */
  public record Amending(CorrectionDesk corrections, WithdrawDesk withdrawals) {}

  /** What is looked at when somebody asks. @param health parts with a word each, as /health tells */
  public record Sights(Supplier<Map<String, Object>> health, Supplier<List<Finding>> examine, Supplier<List<FeedReaders.Row>> feedReaders) {}

  /**
   * What runs behind the door.
   *
   * @param publish publishes a newsletter by hand and wakes the courier; empty where somebody else publishes just now
   * @param deliver wakes the courier
   */
  public record Machine(Settings settings, Function<String, Optional<Morning>> publish, Runnable deliver, Sights sights) {}

  List<Newsletter> newsletters() {
    return machine.settings().newsletters();
  }

  Newsletter newsletter(String slug) {
    return newsletters().stream().filter(one -> one.slug().equals(slug)).findFirst()
        .orElseThrow(() -> NotDone.unknown("config/tidings.yml has no newsletter '" + slug + "'. The overview lists those there are."));
  }
}
