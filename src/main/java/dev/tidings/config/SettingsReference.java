package dev.tidings.config;

/** docs/configuration.md, from the table the loader itself uses. */
public final class SettingsReference {
  private SettingsReference() {}

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
    for (Key key : Keys.ALL) {
      page.append("| `").append(key.path().replace("*", "NAME")).append("` | ").append(key.form().words).append(" | ")
          .append(key.standard()).append(" | ").append(key.meaning()).append(" |\n");
    }
    return page.toString();
  }
}
