package dev.tidings.deliver;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** @param rate mails a second · @param cpu seconds of the sending process per 1,000 mails */
@NullMarked
record Result(double rate, double cpu) {
  static Result median(List<Result> runs) {
    return new Result(middle(runs.stream().map(Result::rate).sorted(Comparator.naturalOrder()).toList()),
        middle(runs.stream().map(Result::cpu).sorted(Comparator.naturalOrder()).toList()));
  }

  private static double middle(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
