package dev.tidings.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** One YAML file as dotted keys with source text and lines; no value is turned into a type of YAML's. */
final class Sheet {
  static final String FILE = "config/tidings.yml";

  /** @param source as written, for messages; never the value of a variable */
  record Entry(int line, List<String> values, List<String> source, boolean list) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<SettingsProblem> problems;
  private final Map<String, String> environment;

  Sheet(List<SettingsProblem> problems, Map<String, String> environment) {
    this.problems = problems;
    this.environment = environment;
  }

  void read(String text) {
    try {
      var options = new LoaderOptions();
      // only the composer: a whole Yaml makes constructors and representers, twice the classes to load at each start
      Node root = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options).getSingleNode();
      if (root instanceof MappingNode mapping) {
        walk("", mapping);
      } else {
        problem(1, "the file", "it holds no keys.", "A small house needs site, newsletters and mail; `tidings config describe` names all keys.");
      }
    } catch (MarkedYAMLException e) {
      boolean open = e.getContextMark() != null && String.valueOf(e.getProblem()).contains("end of stream"); // an open quote or bracket: where it was opened
      Mark mark = open ? e.getContextMark() : e.getProblemMark();
      int line = mark == null ? 0 : mark.getLine() + 1;
      problem(line, "the file", "it is not YAML: " + e.getProblem() + ".", "Look for a missing blank after a colon, an open quote or a TAB.");
    }
  }

  Optional<Entry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  int line(String path) {
    return lines.getOrDefault(path, 0);
  }

  Set<String> paths() {
    return entries.keySet();
  }

  /** Names directly below a path, in the file's order. */
  Set<String> below(String path) {
    var names = new LinkedHashSet<String>();
    String prefix = path + ".";
    for (String key : lines.keySet()) {
      if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) names.add(key.substring(prefix.length()));
    }
    return names;
  }

  void problem(int line, String key, String message, String suggestion) {
    problems.add(new SettingsProblem(FILE, line, key, message, suggestion));
  }

  private void walk(String prefix, MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problem(line, prefix, "a key is a single word.", "");
        continue;
      }
      String path = prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue();
      if (lines.putIfAbsent(path, line) != null) {
        problem(line, path, "it stands twice, first in line " + lines.get(path) + ".", "Keep one of them.");
        continue;
      }
      take(path, line, tuple.getValueNode());
    }
  }

  private void take(String path, int line, Node value) {
    boolean branch = Keys.ALL.stream().anyMatch(key -> matches(key.path(), path, true)) || texts(path);
    Optional<Key> key = Keys.ALL.stream().filter(known -> matches(known.path(), path, false)).findFirst();
    if (key.isEmpty() && !branch && !insideTexts(path)) {
      problem(line, path, "there is no such key.", nearest(path));
    } else if (value instanceof MappingNode mapping) {
      if (branch) walk(path, mapping);
      else problem(line, path, "a single value is wanted here, not keys.", "");
    } else if (value.getTag().equals(Tag.NULL)) {
      problem(line, path, "it is empty.", "Give it a value or leave the line out.");
    } else if (key.isEmpty() && !insideTexts(path) || texts(path)) {
      problem(line, path, "keys are wanted here, not a value.", "Put them below, indented by two blanks.");
    } else if (value instanceof SequenceNode sequence) {
      takeList(path, line, key, sequence);
    } else if (value instanceof ScalarNode scalar) {
      String text = scalar.getValue();
      entries.put(path, new Entry(line, expand(path, line, text).stream().toList(), List.of(text), false));
    }
  }

  private void takeList(String path, int line, Optional<Key> key, SequenceNode sequence) {
    if (key.isEmpty() || key.get().form() != Key.Form.LIST) {
      problem(line, path, "one value is wanted here, not a list.", "");
      return;
    }
    var values = new ArrayList<String>();
    var source = new ArrayList<String>();
    for (Node item : sequence.getValue()) {
      if (item instanceof ScalarNode scalar && !item.getTag().equals(Tag.NULL)) {
        source.add(scalar.getValue());
        expand(path, line, scalar.getValue()).ifPresent(values::add);
      } else {
        problem(item.getStartMark().getLine() + 1, path, "a list of single values is wanted here.", "");
      }
    }
    entries.put(path, new Entry(line, values, source, true));
  }

  private Optional<String> expand(String path, int line, String text) {
    var out = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
      int end = text.indexOf('}', start);
      if (end < 0) break;
      String name = text.substring(start + 2, end);
      Optional<String> value = variable(path, line, name);
      if (value.isEmpty()) return Optional.empty();
      out.append(text, from, start).append(value.get());
      from = end + 1;
    }
    return Optional.of(out.append(text.substring(from)).toString());
  }

  private Optional<String> variable(String path, int line, String name) {
    String value = environment.get(name);
    if (value != null) return Optional.of(value);
    String file = environment.get(name + "_FILE");
    if (file == null) {
      problem(line, path, "the environment has no " + name + ".", "Set " + name + ", or " + name + "_FILE to the path of a file that holds it.");
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).replaceAll("\\R$", ""));
    } catch (IOException e) {
      problem(line, path, "the file that " + name + "_FILE names cannot be read.", "It is " + file + ".");
      return Optional.empty();
    }
  }

  private static boolean texts(String path) {
    return Keys.ALL.stream().anyMatch(key -> key.form() == Key.Form.TEXTS && key.path().equals(path));
  }

  private static boolean insideTexts(String path) {
    return Keys.ALL.stream().anyMatch(key -> key.form() == Key.Form.TEXTS && path.startsWith(key.path() + "."));
  }

  /** Whether the path is the pattern's, or a branch on the way to it; no allocation, as each line meets each key. */
  static boolean matches(String pattern, String path, boolean branch) {
    int p = 0;
    int q = 0;
    while (true) {
      int pEnd = end(pattern, p);
      int qEnd = end(path, q);
      boolean star = pEnd == p + 1 && pattern.charAt(p) == '*';
      if (!star && (pEnd - p != qEnd - q || !pattern.regionMatches(p, path, q, pEnd - p))) return false;
      boolean patternDone = pEnd == pattern.length();
      if (qEnd == path.length()) return branch != patternDone;
      if (patternDone) return false;
      p = pEnd + 1;
      q = qEnd + 1;
    }
  }

  private static int end(String path, int from) {
    int dot = path.indexOf('.', from);
    return dot < 0 ? path.length() : dot;
  }

  private static String nearest(String path) {
    int depth = path.split("\\.").length;
    String parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    String name = path.substring(path.lastIndexOf('.') + 1);
    List<String> siblings =
        Keys.ALL.stream()
            .map(Key::path)
            .filter(known -> known.split("\\.").length >= depth)
            .filter(known -> parent.isEmpty() || matches(known, parent, true))
            .map(known -> known.split("\\.")[depth - 1])
            .distinct()
            .toList();
    return siblings.stream()
        .min(Comparator.comparingInt(sibling -> Spelling.distance(sibling, name)))
        .filter(sibling -> Spelling.distance(sibling, name) <= 2 + name.length() / 5)
        .map(sibling -> "Did you mean " + sibling + "?")
        .orElse("Known here: " + String.join(", ", siblings) + ".");
  }
}
