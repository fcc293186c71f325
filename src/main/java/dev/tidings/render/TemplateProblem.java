package dev.tidings.render;

/**
 * What is wrong with a template.
 *
 * @param template as the admin knows it ({@code templates/mail/digest.html})
 * @param line from 1; 0 where none fits
 * @param key the expression, message key or selector that failed; may be empty
 * @param message reason, consequence and way out
 */
public record TemplateProblem(String template, int line, String key, String message) {
  @Override
  public String toString() {
    return template + (line > 0 ? ":" + line : "") + ": " + message;
  }
}
