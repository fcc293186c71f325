package dev.tidings.audience;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a list file says, row by row, without a store. */
final class Rows implements SubscriberFile.Taker {
  final List<ListedReader> good = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final boolean list;

  private Rows(String name, byte[] bytes) {
    var file = new SubscriberFile(name);
    try {
      list = file.read(new ByteArrayInputStream(bytes), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.problems().forEach(problem -> problems.add(problem.toString()));
  }

  static Rows of(String name, String text) {
    return new Rows(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Rows of(String name, byte[] bytes) {
    return new Rows(name, bytes);
  }

  /** As {@code address state suppression}. */
  List<String> standings() {
    return good.stream().map(row -> (row.address() + " " + row.standing().status + " " + row.standing().suppression).strip()).toList();
  }

  List<String> addresses() {
    return good.stream().map(row -> row.address().address()).toList();
  }

  ListedReader only() {
    if (good.size() != 1) throw new AssertionError("not one row: " + addresses() + problems);
    return good.get(0);
  }

  @Override
  public void good(ListedReader reader) {
    good.add(reader);
  }

  @Override
  public void bad(int line, List<String> cells, String reason) {}
}
