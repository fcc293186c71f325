package dev.tidings.post;

import dev.tidings.post.FrontMatter.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** TOML front matter. A table ({@code [extra]}, {@code [taxonomies]}) counts as if its keys stood at the top. */
final class TomlKeys {
  private TomlKeys() {}

  static Map<String, Value> read(String file, Fences.Cut cut, List<PostProblem> problems) {
    TomlParseResult toml = Toml.parse(cut.block().keys());
    Map<String, Value> values = new LinkedHashMap<>();
    toml.errors().stream().findFirst().ifPresent(error -> problems.add(Fences.error(file, cut.keysLine() + error.position().line() - 1,
        "this is not TOML (%s). Check quotes and brackets.".formatted(String.valueOf(error.getMessage()).replace('\n', ' ')))));
    if (toml.errors().isEmpty()) take(toml, cut, values);
    return values;
  }

  private static void take(TomlTable table, Fences.Cut cut, Map<String, Value> values) {
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      var position = table.inputPositionOf(List.of(key));
      int line = cut.keysLine() + (position == null ? 0 : position.line() - 1);
      if (value instanceof TomlTable inner) take(inner, cut, values);
      else if (value instanceof TomlArray array)
        values.putIfAbsent(key.toLowerCase(Locale.ROOT), new Value(IntStream.range(0, array.size()).mapToObj(i -> String.valueOf(array.get(i))).toList(), line, true));
      else values.putIfAbsent(key.toLowerCase(Locale.ROOT), new Value(List.of(String.valueOf(value)), line, false));
    }
  }
}
