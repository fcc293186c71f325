package dev.tidings.audience;

import dev.tidings.store.Database;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A list of many rows, BOM and CRLF, every hundredth broken in one of ten ways; and a process that takes it in, so that it can
 * be measured and killed: {@code BigList FOLDER} syncs FOLDER/subscribers/daily.csv into FOLDER/tidings.db.
 */
final class BigList {
  static final int WAYS = 10;
  private static final String[] CITIES = {"London", "\"Bath, Wells\"", "", "City;Court"};
  private static final String[] FORMATS = {"html", "text", ""};

  private BigList() {}

  static boolean broken(int row) {
    return row % 100 == 50;
  }

  static String address(int row) {
    return "reader" + row + "@list" + row % 997 + ".example";
  }

  static Path write(Path folder, int from, int to) throws IOException {
    Path file = Files.createDirectories(folder.resolve("subscribers")).resolve("daily.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("\ufeffName,EMAIL,Categories,format,language\r\n");
      for (int row = from; row < to; row++) out.write(line(row));
    }
    return file;
  }

  private static String line(int row) {
    String address = broken(row) ? spoilt(row) : address(row);
    String name = row % 7 == 0 ? "\"Reader, the " + row + "th\"" : "Reader " + row;
    String format = broken(row) && row / 100 % WAYS == 9 ? "pdf" : FORMATS[row % FORMATS.length];
    return name + "," + address + "," + CITIES[row % CITIES.length] + "," + format + ",en\r\n";
  }

  private static String spoilt(int row) {
    String good = address(row);
    return switch (row / 100 % WAYS) {
      case 0 -> good.replace("@", " at ");
      case 1 -> good.replace("@", "@@");
      case 2 -> "";
      case 3 -> good.replace(".example", "");
      case 4 -> good.replace("reader", "rea der");
      case 5 -> "<" + good + ">";
      case 6 -> good.replace(".example", "..example");
      case 7 -> "\"" + good;
      case 8 -> good.replace("reader", "reader\u202e");
      default -> good;
    };
  }

  static SyncReport sync(Path folder, boolean yes) {
    var newsletter = new Newsletter("daily", new Imprint("Daily", "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
        Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of("daily.csv"));
    try (Database database = Database.open(folder.resolve("tidings.db"))) {
      var audience = new Audience(new AudienceSettings(folder.resolve("subscribers"), "house", "salt"));
      return database.durably(tx -> audience.sync(tx, newsletter, new Audience.Sync(Instant.EPOCH, 7, yes)));
    }
  }

  public static void main(String[] args) throws IOException {
    long begin = System.nanoTime();
    System.out.println("begin");
    SyncReport report = sync(Path.of(args[0]), args.length > 1);
    System.out.printf("%.1f s, %s, %s, cpu %d ms%n", (System.nanoTime() - begin) / 1e9, report.counts(),
        Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse(""), ProcessHandle.current().info().totalCpuDuration().orElse(java.time.Duration.ZERO).toMillis());
  }
}
