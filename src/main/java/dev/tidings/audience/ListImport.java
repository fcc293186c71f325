package dev.tidings.audience;

import dev.tidings.audience.Subscribers.Imported;
import dev.tidings.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file is taken in once; its readers stay when it goes. A zip, such as Mailchimp, Substack and Buttondown make, is all its lists at once:
 * those of people who left come first, so that nobody joins by a second file.
 */
final class ListImport {
  private static final int MAX_LISTS = 100;
  private static final long MAX_BYTES = 4L << 30;
  private final LeftLog log;
  private final Forgotten hashes;
  private final Audience.Sync how;
  private final Verdicts verdicts;
  private final List<AudienceProblem> problems = new ArrayList<>();
  private final TreeSet<String> untaken = new TreeSet<>();
  private final List<String> passed = new ArrayList<>();
  private SyncReport.Counts counts = SyncReport.Counts.NONE;
  private int rows;
  private boolean good = true;

  ListImport(LeftLog log, Forgotten hashes, Audience.Sync how, Verdicts verdicts) {
    this.log = log;
    this.hashes = hashes;
    this.how = how;
    this.verdicts = verdicts;
  }

  Imported take(Tx tx, String newsletter, Path path) {
    String name = path.toAbsolutePath().getFileName().toString();
    long turn = tx.sql().createQuery("SELECT coalesce(max(seen), 0) + 1 FROM origin WHERE kind = 'import' AND name = ?").bind(0, name).mapTo(Long.class).one();
    var source = new ListIntake.Source(newsletter, "import", name, turn, how, hashes);
    try {
      if (isZip(path)) zip(tx, source, path);
      else try (InputStream in = Files.newInputStream(path)) {
        list(tx, source, name, in);
      }
      int kept = log.applyTo(tx, how.now()).ended();
      String sentence = "%s: %d rows read, %d readers joined %s, %d stay out by their own word.".formatted(name, rows, Math.max(0, counts.joined() - kept), newsletter, counts.keptOut() + kept);
      return new Imported(good, rows, counts, List.copyOf(problems), sentence + remarks());
    } catch (IOException e) {
      String wrong = "the file cannot be read (" + e.getMessage() + "). Nobody was taken in. Check its path and permissions.";
      return new Imported(false, 0, SyncReport.Counts.NONE, List.of(new AudienceProblem(name, 0, true, wrong)), name + ": " + wrong);
    }
  }

  private String remarks() {
    return (untaken.isEmpty() ? "" : " Not taken over, for there is no such thing here: " + String.join(", ", untaken) + ".")
        + (passed.isEmpty() ? "" : " Passed over, for they are no lists: " + String.join(", ", passed) + ".");
  }

  private void list(Tx tx, ListIntake.Source source, String name, InputStream in) throws IOException {
    var file = new SubscriberFile(name);
    var intake = new ListIntake(tx.sql(), source, file);
    if (verdicts != Verdicts.NONE) intake.telling(verdicts, log.keptOut(source.newsletter()));
    good &= file.read(in, intake);
    intake.settle();
    rows += intake.rows();
    counts = counts.plus(intake.counts());
    problems.addAll(file.problems());
    untaken.addAll(file.untaken());
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(4), java.nio.charset.StandardCharsets.ISO_8859_1).equals("PK\3\4");
    }
  }

  private void zip(Tx tx, ListIntake.Source source, Path path) throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> lists = zip.stream().filter(entry -> !entry.isDirectory() && isList(entry.getName()))
          .sorted(Comparator.comparing((ZipEntry entry) -> Standing.ofMailchimpFile(entry.getName()) == Standing.ACTIVE).thenComparing(ZipEntry::getName)).toList();
      if (lists.size() > MAX_LISTS || lists.stream().mapToLong(ZipEntry::getSize).sum() > MAX_BYTES)
        throw new ZipException("it holds more than " + MAX_LISTS + " lists, or more than 4 GB of them");
      int taken = 0;
      for (ZipEntry entry : lists) {
        if (!hasAddresses(zip, entry)) {
          passed.add(entry.getName());
          continue;
        }
        try (InputStream in = zip.getInputStream(entry)) {
          list(tx, source, entry.getName().substring(entry.getName().lastIndexOf('/') + 1), in);
        }
        taken++;
      }
      if (taken == 0) throw new ZipException("no file in it is a list with a column 'email'");
    }
  }

  private static boolean isList(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") && !name.startsWith("__MACOSX/");
  }

  private static boolean hasAddresses(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return SubscriberFile.hasAddresses(in);
    }
  }
}
