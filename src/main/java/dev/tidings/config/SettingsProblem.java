package dev.tidings.config;

/**
 * One thing wrong with, or doubtful in, the configuration.
 *
 * @param file relative to the house
 * @param line where it stands, 0 where it is missing
 * @param key dotted, {@code mail.relay.port}
 * @param suggestion the way out, may be empty
 */
public record SettingsProblem(String file, int line, String key, String message, String suggestion) {
  @Override
  public String toString() {
    String place = line > 0 ? file + ":" + line : file;
    return place + ": " + key + ": " + message + (suggestion.isEmpty() ? "" : " " + suggestion);
  }
}
