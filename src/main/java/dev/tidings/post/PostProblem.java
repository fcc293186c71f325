package dev.tidings.post;

/**
 * What an admin should know about one file: reason, consequence and way out in one message.
 *
 * @param file as people know it
 * @param line where the mistake begins, from 1; 0 where no line fits
 */
public record PostProblem(String file, int line, Severity severity, String message) {
  /** An error holds the post back; a warning lets it go out; a note is for {@code check} only. */
  public enum Severity { ERROR, WARNING, NOTE }

  static final String HELD = "The post is held back; everything else goes out.";

  /** The same of a file that is no post: with another consequence. */
  public PostProblem instead(String consequence) {
    return new PostProblem(file, line, severity, message.replace(HELD, consequence));
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + message;
  }
}
