package dev.tidings.config;

import dev.tidings.post.Category;
import dev.tidings.run.EditorSettings;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Leeway;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import dev.tidings.timetable.ScheduleLine;
import dev.tidings.timetable.Welcome;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale;
import java.util.Optional;

/** The keys below newsletters. */
record NewsletterKeys(Sheet sheet, Values values, String siteTitle, ZoneId zone) {
  List<Newsletter> newsletters() {
    String language = values.language("site.language").orElse("en");
    return sheet.below("newsletters").stream().map(slug -> newsletter(slug, language)).toList();
  }

  private Newsletter newsletter(String slug, String language) {
    String key = "newsletters." + slug;
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      sheet.problem(sheet.line(key), key, "the name is not lower case letters, digits and hyphens.", "It is part of addresses and stays for ever; the title is free.");
    }
    var imprint =
        new Imprint(
            values.text(key + ".title").orElse(siteTitle), values.text(key + ".description").orElse(""),
            values.language(key + ".language").orElse(language), values.zone(key + ".zone").orElse(zone), values.mailbox(key + ".from"), welcome(key + ".welcome"));
    int most = values.number(key + ".max_items", 1, 1000, 20);
    int least = values.number(key + ".min_items", 1, 1000, 1);
    List<String> lists = values.list(key + ".subscribers").orElse(List.of());
    for (String list : lists) {
      if (list.contains("/") || list.contains("\\") || list.startsWith(".")) {
        sheet.problem(sheet.line(key + ".subscribers"), key + ".subscribers", "'" + list + "' is not a file name.", "Lists stand in subscribers/ and are named without a folder.");
      }
    }
    return new Newsletter(slug, imprint, choice(key + ".categories"), schedule(key + ".schedule", key + ".hold"), new Newsletter.Bounds(least, most, leeway(key + ".readers_may")), lists);
  }

  EditorSettings editors(Newsletter newsletter) {
    String key = "newsletters." + newsletter.slug();
    var account = values.read(key + ".account", "Write always, trouble or never.", value -> switch (value) {
      case "always", "trouble", "never" -> EditorSettings.Account.valueOf(value.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("there is no such choice");
    }).orElse(EditorSettings.Account.TROUBLE);
    boolean before = values.text(key + ".editors_before").filter("none"::equals).isEmpty();
    Optional<Duration> lead = before ? values.duration(key + ".editors_before").or(() -> Optional.of(Duration.ofHours(1))) : Optional.empty();
    return new EditorSettings(newsletter.slug(), new MailKeys(sheet, values, new ArrayList<>()).addresses(key + ".editors"), lead, account);
  }

  private Leeway leeway(String key) {
    Optional<List<String>> words = values.list(key);
    if (words.isEmpty()) return Leeway.ALL;
    var parts = EnumSet.noneOf(Leeway.Part.class);
    for (String word : words.get()) {
      Optional<Leeway.Part> part = Arrays.stream(Leeway.Part.values()).filter(known -> known.word().equals(word)).findFirst();
      part.ifPresent(parts::add);
      if (part.isEmpty() && !words.get().equals(List.of("none")))
        sheet.problem(sheet.line(key), key, "'" + word + "' is nothing that readers may choose.", "Write none, or some of daily, weekly, monthly, hour, zone.");
    }
    return new Leeway(parts);
  }

  private Welcome welcome(String key) {
    return values.read(key, "Write none, letter or edition.", value -> switch (value) {
      case "none", "letter", "edition" -> Welcome.valueOf(value.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("there is no such welcome");
    }).orElse(Welcome.NONE);
  }

  private CategoryChoice choice(String key) {
    List<String> names = values.list(key).orElse(List.of("all"));
    if (names.equals(List.of("all"))) return CategoryChoice.ALL;
    return new CategoryChoice(names.contains("all"), names.stream().filter(name -> !name.equals("all")).map(Category::of).distinct().toList());
  }

  private Schedule schedule(String key, String hold) {
    var lines = new ArrayList<ScheduleLine>();
    for (String words : values.list(key).orElse(List.of())) {
      try {
        lines.addAll(Schedule.parse(words).lines());
      } catch (IllegalArgumentException e) {
        sheet.problem(sheet.line(key), key, String.valueOf(e.getMessage()), "");
      }
    }
    return new Schedule(List.copyOf(lines), values.duration(hold).orElse(Duration.ZERO));
  }
}
