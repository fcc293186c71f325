package dev.tidings.post;

import dev.tidings.post.FrontMatter.Value;
import dev.tidings.post.PostProblem.Severity;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.DumperOptions;

/** YAML front matter, taken node by node so that each scalar keeps its source text and its line. */
final class YamlKeys {
  private static final int DEEPEST = 20;
  private static final Set<String> DECISIVE = Set.of("title", "date", "published", "category", "tldr", "draft", "id");

  private YamlKeys() {}

  static Map<String, Value> read(String file, Fences.Cut cut, List<PostProblem> problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    try {
      Node root = yaml().compose(new StringReader(prepared(cut.block().keys())));
      if (root instanceof MappingNode mapping) for (NodeTuple tuple : mapping.getValue()) put(file, cut, tuple, values, problems);
      else if (root != null && !isNothing(root))
        problems.add(Fences.error(file, cut.keysLine(), "the front matter is not a list of keys. Write each as 'key: value'."));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      problems.add(broken(file, cut, line, e.getProblem() == null ? "unclear YAML" : e.getProblem()));
    } catch (YAMLException e) {
      problems.add(broken(file, cut, 0, String.valueOf(e.getMessage()).lines().findFirst().orElse("unclear YAML")));
    } catch (StackOverflowError e) {
      problems.add(Fences.error(file, cut.keysLine(), "the front matter is nested too deeply. Keys need at most two levels."));
    }
    return values;
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setMaxAliasesForCollections(10);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(2 * FrontMatter.LARGEST);
    var dumper = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Resolver());
  }

  /** A TAB after "key:" is common and means a blank; one at the start of a line is a mistake that YAML reports. */
  private static String prepared(String keys) {
    if (keys.indexOf('\t') < 0) return keys;
    return keys.replaceAll("(?m)^([^\\s#][^:\\n]*:)\\t+", "$1 ").replaceAll("(?m)(\\S)[\\t ]*\\t[\\t ]*$", "$1").replaceAll("(?m)^(\\s*-)\\t+", "$1 ");
  }

  private static PostProblem broken(String file, Fences.Cut cut, int yamlLine, String reason) {
    String[] lines = cut.block().keys().split("\n", -1);
    String line = yamlLine < lines.length ? lines[yamlLine].strip() : "";
    return Fences.error(file, cut.keysLine() + yamlLine, "this is not YAML (%s). %s".formatted(reason.replace('\n', ' '), hint(line)));
  }

  private static String hint(String line) {
    if (line.startsWith("\t")) return "Indent with blanks, not a TAB.";
    if (line.matches("^-\\S.*")) return "Write a list item with a blank after the dash: '- %s'.".formatted(line.substring(1));
    if (line.chars().filter(c -> c == '"').count() > 2) return "Put single quotes around a value that holds double quotes.";
    if (line.matches("^[^:]+:\\s*'.*'.*'.*")) return "Double an apostrophe inside single quotes ('').";
    return "Check quotes, brackets and indentation here and in the line above; a value with a colon needs quotes.";
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
  }

  private static void put(String file, Fences.Cut cut, NodeTuple tuple, Map<String, Value> values, List<PostProblem> problems) {
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) return;
    String key = keyNode.getValue().strip().toLowerCase(Locale.ROOT);
    int line = cut.keysLine() + keyNode.getStartMark().getLine();
    Value value = value(tuple.getValueNode(), line);
    Value before = values.putIfAbsent(key, value);
    if (before == null || before.items().equals(value.items())) return;
    if (DECISIVE.contains(key))
      problems.add(Fences.error(file, line, "'%s' is given twice with different values (first in line %d). Keep one.".formatted(key, before.line())));
    else problems.add(new PostProblem(file, line, Severity.WARNING, "'%s' is given twice; the first one (line %d) counts. Delete the other.".formatted(key, before.line())));
  }

  private static Value value(Node node, int line) {
    if (node instanceof ScalarNode scalar) return new Value(isEmpty(scalar) ? List.of() : List.of(scalar.getValue()), line, false);
    var items = new ArrayList<String>();
    if (node instanceof SequenceNode sequence) sequence.getValue().forEach(item -> collect(item, items));
    if (node instanceof MappingNode mapping) mapping.getValue().forEach(tuple -> collect(tuple.getValueNode(), items));
    return new Value(List.copyOf(items), line, node instanceof SequenceNode);
  }

  private static boolean isEmpty(ScalarNode scalar) {
    return scalar.getScalarStyle() == ScalarStyle.PLAIN && (scalar.getValue().isEmpty() || scalar.getValue().equals("~") || scalar.getValue().equals("null"));
  }

  /** One level: what is nested deeper is nobody's category or bullet. */
  private static void collect(Node node, List<String> items) {
    if (node instanceof ScalarNode scalar && !isEmpty(scalar)) items.add(scalar.getValue());
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1
        && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode key && mapping.getValue().get(0).getValueNode() instanceof ScalarNode scalar)
      items.add(key.getValue() + ": " + scalar.getValue()); // "- Why: because" in a list of sentences
  }
}
