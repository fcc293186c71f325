package dev.tidings.admin;

import java.util.List;

/**
 * A small chart: one bar for each value, in order, drawn within 600 by 120.
 *
 * @param of a sentence for who cannot see it
 */
public record Bars(String of, List<Bar> bars) {
  static final int WIDTH = 600;
  static final int HEIGHT = 120;
  private static final int MOST = 120;

  /** @param label what the bar stands for */
  public record Value(String label, long value) {}

  public record Bar(String x, String y, String width, String height, String title) {}

  static Bars of(String sentence, List<Value> values) {
    List<Value> shown = values.size() <= MOST ? values : gathered(values);
    long highest = Math.max(1, shown.stream().mapToLong(Value::value).max().orElse(1));
    double step = (double) WIDTH / Math.max(1, shown.size());
    var bars = new java.util.ArrayList<Bar>();
    for (int i = 0; i < shown.size(); i++) {
      double height = (double) shown.get(i).value() / highest * HEIGHT;
      bars.add(new Bar(number(i * step), number(HEIGHT - height), number(Math.max(1, Math.min(40, step - 1))), number(height), shown.get(i).label() + ": " + shown.get(i).value()));
    }
    return new Bars(sentence, bars);
  }

  /** Neighbours together, so that no bar is thinner than a line. */
  private static List<Value> gathered(List<Value> values) {
    int together = (values.size() + MOST - 1) / MOST;
    var gathered = new java.util.ArrayList<Value>();
    for (int i = 0; i < values.size(); i += together) {
      List<Value> some = values.subList(i, Math.min(values.size(), i + together));
      gathered.add(new Value(some.get(0).label(), some.stream().mapToLong(Value::value).sum()));
    }
    return gathered;
  }

  private static String number(double value) {
    return String.format(java.util.Locale.ROOT, "%.1f", value);
  }
}
