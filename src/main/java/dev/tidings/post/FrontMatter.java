package dev.tidings.post;

import dev.tidings.post.PostProblem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The block of keys at the top of a file, and the text below it. Values are the source text of their scalars: nothing is guessed
 * ({@code no} is "no", {@code 1:30} is "1:30"). YAML between {@code ---} lines, TOML between {@code +++} lines.
 */
public final class FrontMatter {
  static final int LARGEST = 64 * 1024;
  private final String file;
  private final Map<String, Value> values;
  private final Block block;
  private final List<PostProblem> problems;

  /** @param line where the value begins, from 1 · @param list whether it was written as one */
  record Value(List<String> items, int line, boolean list) {
    String text() {
      return items.isEmpty() ? "" : items.get(0);
    }
  }

  /** @param bodyLine the line in the file where the body begins, from 1 · @param present whether there was front matter at all */
  record Block(String keys, String body, int bodyLine, boolean present) {}

  FrontMatter(String file, Map<String, Value> values, Block block, List<PostProblem> problems) {
    this.file = file;
    this.values = values;
    this.block = block;
    this.problems = problems;
  }

  /**
   * Reads {@code text}; what is wrong with it is among the problems.
   *
   * @param file as people know it
   */
  public static FrontMatter parse(String file, String text) {
    var problems = new ArrayList<PostProblem>();
    Fences.Cut cut = Fences.cut(file, text, problems);
    Map<String, Value> values = new LinkedHashMap<>();
    if (cut.block().present() && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR))
      values = cut.toml() ? TomlKeys.read(file, cut, problems) : YamlKeys.read(file, cut, problems);
    return new FrontMatter(file, values, cut.block(), problems);
  }

  public List<PostProblem> problems() {
    return List.copyOf(problems);
  }

  /** Each key, lower case, with its values: one for a scalar, none for an empty key. */
  public Map<String, List<String>> lists() {
    var lists = new LinkedHashMap<String, List<String>>();
    values.forEach((key, value) -> lists.put(key, value.items()));
    return lists;
  }

  public String body() {
    return block.body();
  }

  int bodyLine() {
    return block.bodyLine();
  }

  boolean isPresent() {
    return block.present();
  }

  /** The first of {@code keys} that has a value. */
  Optional<String> text(String... keys) {
    return value(keys).map(Value::text).map(String::strip).filter(text -> !text.isEmpty() && !isNull(text));
  }

  Optional<Value> value(String... keys) {
    for (String key : keys) {
      Value value = values.get(key);
      if (value != null && !value.items().isEmpty()) return Optional.of(value);
    }
    return Optional.empty();
  }

  Stream<Value> values() {
    return values.values().stream();
  }

  /** The line of a key that is a sentence rather than a name. */
  Optional<Integer> strangeKey() {
    return values.entrySet().stream().filter(entry -> entry.getKey().length() > 60 || entry.getKey().startsWith("<")).map(entry -> entry.getValue().line()).findFirst();
  }

  /** Where a key stands, from 1; 0 where it does not. */
  public int lineOf(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::line).orElse(0);
  }

  int line(String... keys) {
    return value(keys).map(Value::line).orElse(0);
  }

  /** Empty for null, {@code ~} and empty scalars. */
  List<String> list(String... keys) {
    return value(keys).map(value -> value.items().stream().map(String::strip).filter(item -> !item.isEmpty() && !isNull(item)).toList()).orElse(List.of());
  }

  private static boolean isNull(String text) {
    return text.equals("~") || text.equals("null");
  }

  String file() {
    return file;
  }
}
