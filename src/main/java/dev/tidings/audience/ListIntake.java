package dev.tidings.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of one list join the store, thousands at a time by set operations. What readers said themselves wins. */
final class ListIntake implements SubscriberFile.Taker {
  private static final int CHUNK = 20_000;
  private final SubscriberFile file;
  private final Incoming incoming;
  private final Map<String, ListedReader> chunk = new LinkedHashMap<>();
  private final List<String> standing = new ArrayList<>();
  private final Audience.Sync how;
  private final BrokenRows broken = new BrokenRows();
  private SyncReport.Counts counts = SyncReport.Counts.NONE;
  private final SortedMap<Integer, Said> said = new TreeMap<>();
  private Verdicts verdicts = Verdicts.NONE;
  private Predicate<String> left = key -> false;
  private int rows;

  /** What becomes of a row. */
  private record Said(String address, String verdict) {}

  /** @param kind file or import · @param name of the file, as the configuration names it · @param generation grows with each reading of it */
  record Source(String newsletter, String kind, String name, long generation, Audience.Sync how, Forgotten forgotten) {}

  ListIntake(Handle sql, Source source, SubscriberFile file) {
    this.file = file;
    this.how = source.how();
    this.incoming = new Incoming(sql, source);
    incoming.prepare();
  }

  /** Each row's fate is told as soon as it is known. @param keptOut whom left.csv keeps out, by key */
  void telling(Verdicts listener, Predicate<String> keptOut) {
    this.verdicts = listener;
    this.left = keptOut;
  }

  int rows() {
    return rows;
  }

  SyncReport.Counts counts() {
    return counts;
  }

  BrokenRows broken() {
    return broken;
  }

  @Override
  public void good(ListedReader asked) {
    ListedReader reader = offered(asked);
    ListedReader before = chunk.putIfAbsent(reader.address().key(), reader);
    if (before != null) {
      said.put(reader.line(), new Said(reader.address().address(), "stands in line " + before.line() + " already; the first row counts"));
      file.warn(reader.line(), RowReader.shown(reader.address().address()) + " stands in line " + before.line() + " already. The first row counts.");
      return;
    }
    rows++;
    if (chunk.size() == CHUNK) settle();
  }

  /** What the newsletter does not offer is not taken over; the rest of the row counts. */
  private ListedReader offered(ListedReader reader) {
    if (reader.choices().pace().isPlain()) return reader;
    Optional<String> objection = how.leeway().objection(reader.choices().pace().cadence());
    objection.ifPresent(why -> file.warn(reader.line(), why + ". The reader gets each edition as soon as it is out. Allow it in the configuration, or take it out of the row."));
    return objection.isEmpty() ? reader : reader.asSoonAsItIsOut();
  }

  /** A reader whose row is wrong in something else than the address still stands on the list. */
  @Override
  public void bad(int line, List<String> cells, String reason) {
    String text = cells.isEmpty() ? "" : cells.get(0).strip();
    said.put(line, new Said(text, "is refused: " + reason));
    if (MailAddress.parse(text) instanceof MailAddress.Parsed.Good good) {
      standing.add(good.address().key());
      rows++;
    } else broken.add(line, cells);
    if (standing.size() == CHUNK) keep();
  }

  private void keep() {
    incoming.keep(standing);
    standing.clear();
  }

  private void tell() {
    said.forEach((line, one) -> verdicts.say(file.name() + ":" + line, one.address, one.verdict));
    said.clear();
  }

  /** Takes what is left; to be called after the last row. */
  void settle() {
    if (!standing.isEmpty()) keep();
    if (chunk.isEmpty()) {
      tell();
      return;
    }
    incoming.write(chunk.values());
    chunk.clear();
    rows -= incoming.dropRepeated((line, address) -> {
      said.put(line, new Said(address, "stands in an earlier line already; the first row counts"));
      file.warn(line, RowReader.shown(address) + " stands in an earlier line already. The first row counts.");
    });
    incoming.bar();
    if (verdicts != Verdicts.NONE) incoming.fates(left, (line, fate) -> said.put(line, new Said(fate.address(), fate.words())));
    tell();
    int before = incoming.active();
    int updated = incoming.updateChoices();
    incoming.insertNew();
    incoming.changeStanding();
    int after = incoming.active();
    incoming.markSeen();
    counts = counts.plus(new SyncReport.Counts(Math.max(0, after - before), Math.max(0, before - after), updated, incoming.keptOut()));
  }
}
