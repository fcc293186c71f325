package dev.tidings.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The stories of the sample newsroom. They are templates: {@code @today@} and its like become dates of the demo's clock. */
final class SamplePosts {
  private static final String FOLDER = "posts/";
  private static final List<List<String>> MORNINGS =
      List.of(
          List.of("1-today-first-rain.md", "1-today-left-is-right.md"), List.of("2-today-moon-map.md"), List.of("3-today-swan-census.md"));
  private static final String LATE = "earlier-tally-sticks-found.md";
  private static final String EDITED = "today-bakers-ovens-inspected.md";

  private SamplePosts() {}

  /** A house as the admin would make it: configuration, a list of six readers, and the posts of that day and the day before. */
  static void furnish(Path house, LocalDate today) {
    put(house.resolve("config/tidings.yml"), text("tidings.yml"));
    put(house.resolve("subscribers/daily.csv"), text("daily.csv"));
    write(house.resolve("posts"), today);
  }

  /** The thirteen posts of the first morning; one of them has a month 17 and is there to be held. */
  static void write(Path posts, LocalDate today) {
    text(FOLDER + "index.txt").lines().forEach(name -> place(posts, FOLDER + name, name, today));
  }

  /** The posts of a later morning, 1 being the first after the start. Past the last one there are none: a morning without news. */
  static void morning(Path posts, int morning, LocalDate today) {
    if (morning > MORNINGS.size()) return;
    for (String name : MORNINGS.get(morning - 1)) place(posts, FOLDER + "mornings/" + name, name.substring(2), today);
  }

  /** A post that carries the date of three days ago and arrives only now. Its name tells it from an earlier late one. */
  static void late(Path posts, LocalDate today) {
    place(posts, FOLDER + "late/" + LATE, LATE, today);
  }

  /** Changes the text of a story that was told: not news, so nobody gets it again. */
  static void edit(Path posts, LocalDate first, int times) {
    Path file = posts.resolve(dated(EDITED, first));
    String before = filled(FOLDER + EDITED, first);
    String note = "\n\nAmended by the editor (%d): the beadles bring their own ladder.\n## What bakers must do".formatted(times);
    put(file, before.replace("\n## What bakers must do", note));
  }

  private static void place(Path posts, String resource, String name, LocalDate today) {
    put(posts.resolve(dated(name, today)), filled(resource, today));
  }

  private static String dated(String name, LocalDate today) {
    return name
        .replaceFirst("^today", today.toString())
        .replaceFirst("^yesterday", today.minusDays(1).toString())
        .replaceFirst("^earlier", today.minusDays(3).toString());
  }

  private static String filled(String resource, LocalDate today) {
    return text(resource)
        .replace("@today@", today.toString())
        .replace("@yesterday@", today.minusDays(1).toString())
        .replace("@earlier@", today.minusDays(3).toString())
        .replace("@year@", Integer.toString(today.getYear()))
        .replace("@day@", "%02d".formatted(today.getDayOfMonth()));
  }

  private static String text(String resource) {
    try (InputStream in = SamplePosts.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("the sample file " + resource + " is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
