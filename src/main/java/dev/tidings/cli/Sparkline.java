package dev.tidings.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers as a row of bars: the highest is full, nothing is the lowest. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  static String of(List<Long> numbers) {
    long most = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    return numbers.stream().map(number -> bar(number, most)).collect(Collectors.joining());
  }

  private static String bar(long number, long most) {
    int height = most == 0 ? 0 : (int) Math.round((double) number * (BARS.length() - 1) / most);
    return BARS.substring(height, height + 1);
  }
}
