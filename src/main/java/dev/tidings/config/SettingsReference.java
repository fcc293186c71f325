package dev.tidings.config;

import java.util.List;

/** docs/configuration.md, from the table the loader itself uses. */
public final class SettingsReference {
  private SettingsReference() {}

  /** One key. @param form as in words · @param standard what holds without it */
  public record Line(String key, String form, String standard, String meaning) {}

  /** Every key there is. */
  public static List<Line> lines() {
    return Keys.ALL.stream().map(key -> new Line(key.path().replace("*", "NAME"), key.form().words, key.standard(), key.meaning())).toList();
  }

  public static String markdown() {
    var page = new StringBuilder(
        """
        # Configuration

        All keys of `config/tidings.yml`. This page is made by `tidings config describe`; a test compares it.

        Unknown keys, wrong types and impossible values are all reported at once, with file and line. `${NAME}` reads the
        environment variable NAME, or the file that NAME_FILE names; a newline at its end does not count.

        | key | form | without it | meaning |
        | --- | --- | --- | --- |
        """);
    for (Line line : lines())
      page.append("| `%s` | %s | %s | %s |\n".formatted(line.key(), line.form(), line.standard(), line.meaning()));
    return page.toString();
  }
}
