package dev.tidings.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds, key by key, and where it comes from. Secrets, and whatever comes from the environment, are not shown. */
public final class Effective {
  private static final Set<String> SECRET = Set.of("password", "metrics_token", "postmark", "mailgun", "sendgrid");

  /** Addresses and commands that may hold one. */
  private static final List<String> TALKS = List.of("alarm.", "ping.");

  private Effective() {}

  /** @param value as it is used; dots for a secret · @param source the file with its line, the environment, or that it is the default */
  public record Value(String key, String value, String source, String meaning) {}

  public static List<Value> of(Path house, Map<String, String> environment) {
    var sheet = new Sheet(new ArrayList<>(), environment);
    try {
      sheet.read(Files.readString(house.resolve(Sheet.FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(Sheet.FILE + " cannot be read any more. The house goes on with what it read before.", e);
    }
    var values = new ArrayList<Value>();
    for (Key key : Keys.ALL) {
      List<String> written = sheet.paths().stream().filter(path -> Sheet.matches(key.path(), path, false) || key.form() == Key.Form.TEXTS && path.startsWith(key.path() + ".")).toList();
      if (written.isEmpty() && !key.path().contains("*")) values.add(new Value(key.path(), key.standard(), "default", key.meaning()));
      for (String path : written) values.add(value(path, sheet.entry(path).orElseThrow(), key, environment));
    }
    return values;
  }

  private static Value value(String path, Sheet.Entry entry, Key key, Map<String, String> environment) {
    String source = String.join(", ", entry.source());
    String from = Sheet.FILE + ":" + entry.line();
    boolean variable = source.contains("${");
    if (variable) from += " " + variables(source, environment);
    boolean secret = SECRET.contains(path.substring(path.lastIndexOf('.') + 1)) || TALKS.stream().anyMatch(path::startsWith) || variable;
    return new Value(path, secret ? "••••" : String.join(", ", entry.values()), from, key.meaning());
  }

  private static String variables(String source, Map<String, String> environment) {
    var said = new ArrayList<String>();
    var names = java.util.regex.Pattern.compile("\\$\\{(\\w+)}").matcher(source);
    while (names.find()) said.add(environment.containsKey(names.group(1)) ? "from the environment's " + names.group(1) : "from the file that " + names.group(1) + "_FILE names");
    return String.join(" and ", said);
  }
}
