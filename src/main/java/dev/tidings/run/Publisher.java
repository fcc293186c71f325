package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Frozen;
import dev.tidings.archive.Frozen.Told;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.queue.Amends;
import dev.tidings.queue.Enqueue;
import dev.tidings.queue.Enqueue.Owed;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Freezes a composition: posts, bytes, recipients and cursors, in the caller's one transaction. */
final class Publisher {
  private final Archive archive;
  private final Enqueue enqueue;
  private final Shelf shelf;

  Publisher(Archive archive, Enqueue enqueue, Shelf shelf) {
    this.archive = archive;
    this.enqueue = enqueue;
    this.shelf = shelf;
  }

  void endOverdue(Tx tx, String newsletter, Instant now) {
    enqueue.endOverdue(tx, newsletter, now);
  }

  /** Answers with the edition's id. */
  long freeze(Tx tx, Composition composition, Frozen.Times times) {
    Set<Variant> variants = new LinkedHashSet<>(List.of(composition.full().variant()));
    composition.cohorts().forEach(cohort -> cohort.variant().ifPresent(variants::add));
    var edition = new Frozen(composition.slot(), composition.number(), composition.upper(), times, told(composition), List.copyOf(variants));
    long id = archive.keep(tx, edition);
    Map<Variant, Long> ids = new IdentityHashMap<>();
    for (Variant variant : variants) ids.put(variant, archive.keep(tx, id, variant));
    String newsletter = composition.slot().newsletter();
    List<Owed> owed = composition.cohorts().stream().map(cohort -> owed(cohort, ids, times.publishedAt())).toList();
    enqueue.enqueue(tx, new Enqueue.Order(newsletter, id, composition.upper(), times.publishedAt(), owed));
    correct(tx, composition, id, ids);
    shelf.setBehind(tx, newsletter, composition.kept().absent());
    composition.kept().dropped().forEach(story -> shelf.drop(tx, newsletter, story.number()));
    composition.kept().postponed().forEach(story -> shelf.postpone(tx, newsletter, story.number()));
    return id;
  }

  /** Who was told something wrong reads on top what is right. @param kept variants with their ids */
  private void correct(Tx tx, Composition composition, long edition, Map<Variant, Long> kept) {
    Corrections corrections = composition.kept().corrections();
    if (corrections.pending().isEmpty()) return;
    for (Amends.Group group : Amends.told(tx, edition, corrections.stories())) {
      Variant plain = kept.entrySet().stream().filter(one -> one.getValue() == group.variant()).map(Map.Entry::getKey).findFirst().orElseThrow();
      Variant reprinted = corrections.reprint(plain, group);
      long id = kept.entrySet().stream().filter(one -> one.getKey().isLike(reprinted)).map(Map.Entry::getValue).findFirst().orElseGet(() -> archive.keep(tx, edition, reprinted));
      kept.put(reprinted, id);
      Amends.give(tx, edition, group, id);
    }
  }

  private static Owed owed(Composition.Cohort cohort, Map<Variant, Long> ids, Instant now) {
    return new Owed(cohort.group().due(), cohort.variant().map(ids::get), cohort.missed(), Optional.of(cohort.leaves()).filter(now::isBefore));
  }

  private static List<Told> told(Composition composition) {
    Layout layout = composition.full().layout();
    var told = new ArrayList<Told>();
    told.add(told(layout.lead(), "lead"));
    layout.sections().forEach(section -> section.stories().forEach(story -> told.add(told(story, "section"))));
    layout.brief().forEach(story -> told.add(told(story, "brief")));
    composition.kept().dropped().forEach(story -> told.add(told(story, "dropped")));
    return told;
  }

  private static Told told(Story story, String place) {
    return new Told(story.number(), story.shelved().key().value(), story.article().post().title().text(), place);
  }
}
