package dev.tidings.cli;

import dev.tidings.audience.SyncReport;
import dev.tidings.post.PostProblem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an admin should read about a post or a list. @param severity error, warning or note */
record Remark(String file, int line, String severity, String message) {
  /** Those of posts, then those of lists; notes are for {@code check} only. */
  static List<Remark> of(List<PostProblem> posts, List<SyncReport> lists) {
    Stream<Remark> ofPosts = posts.stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE)
        .map(Remark::of);
    Stream<Remark> ofLists = lists.stream().flatMap(list -> list.problems().stream())
        .map(problem -> new Remark(problem.file(), problem.line(), problem.error() ? "error" : "warning", problem.message()));
    return Stream.concat(ofPosts, ofLists).distinct().toList();
  }

  static Remark of(PostProblem problem) {
    return new Remark(problem.file(), problem.line(), problem.severity().name().toLowerCase(Locale.ROOT), problem.message());
  }

  static boolean anyError(List<Remark> remarks) {
    return remarks.stream().anyMatch(remark -> remark.severity.equals("error"));
  }

  static void print(List<Remark> remarks, PrintWriter writer) {
    remarks.forEach(remark -> writer.println(remark.severity + ": " + remark));
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + message;
  }
}
