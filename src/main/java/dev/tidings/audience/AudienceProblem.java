package dev.tidings.audience;

/**
 * One thing wrong in a list file.
 *
 * @param file relative to the house: {@code subscribers/daily.csv}
 * @param line where it begins, 0 = the file as a whole
 * @param error whether somebody may miss mail because of it
 * @param message reason, consequence and way out
 */
public record AudienceProblem(String file, int line, boolean error, String message) {
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
