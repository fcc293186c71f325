package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/states.md says what the code does, and the code does what docs/states.md says. */
class StatesTest {
  private static final Path PAGE = Path.of("docs/states.md");
  private static final Path CODE = Path.of("src/main/java/dev/tidings/queue");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private record Step(Set<String> from, String to, String by) {}

  @Test
  void everyStateIsInTheTableAndNoOther() throws IOException {
    Set<String> told = table("## Steps", false).stream().map(row -> word(row.get(0))).collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).containsExactlyInAnyOrderElementsOf(Stream.of(DeliveryState.values()).map(DeliveryState::word).toList());
  }

  @Test
  void everyStepLeadsToAndFromStatesAndIsMadeByAClassThatNamesThem() throws IOException {
    for (Step step : steps()) {
      String source = Files.readString(CODE.resolve(step.by + ".java"));
      assertThat(source).as("%s makes %s", step.by, step.to).containsPattern("['\"]" + step.to + "['\"]");
      for (String from : step.from) assertThat(source).as("%s leaves %s", step.by, from).containsPattern("['\"]" + from + "['\"]");
    }
  }

  @Test
  void noStepLeavesAStateThatEnds() throws IOException {
    List<List<String>> states = table("## Steps", false);
    Set<String> ends = states.stream().filter(row -> row.get(2).equals("yes")).map(row -> word(row.get(0))).collect(Collectors.toSet());
    for (Step step : steps())
      if (step.from.stream().anyMatch(ends::contains)) assertThat(step.by).as("leaves %s", step.from).isIn("Steering", "Forgiveness");
  }

  /** Whoever writes a delivery's state has a row. */
  @Test
  void everyClassThatSetsAStateHasAStep() throws IOException {
    Set<String> told = steps().stream().map(Step::by).collect(Collectors.toCollection(TreeSet::new));
    var writes = new TreeSet<String>();
    try (Stream<Path> files = Files.list(CODE)) {
      for (Path file : files.toList()) {
        String source = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
        if (Pattern.compile("(UPDATE (delivery|\" \\+ table)[^;]{0,20} SET (?:(?!WHERE)[^;])*?\\bstate = |INSERT INTO delivery )").matcher(source).find())
          writes.add(file.getFileName().toString().replace(".java", ""));
      }
    }
    assertThat(writes).isEqualTo(told);
  }

  private static List<Step> steps() throws IOException {
    return table("## Steps", true).stream().map(row -> new Step(words(row.get(0)), word(row.get(1)), word(row.get(3)))).toList();
  }

  private static List<List<String>> table(String heading, boolean after) throws IOException {
    String page = Files.readString(PAGE);
    int at = page.indexOf(heading);
    String part = after ? page.substring(at, page.indexOf("\n## ", at + 1)) : page.substring(0, at);
    return part.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && line.contains("`"))
        .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|")).map(String::strip).toList()).toList();
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String word(String cell) {
    Matcher word = WORD.matcher(cell);
    assertThat(word.find()).as(cell).isTrue();
    return word.group(1);
  }
}
