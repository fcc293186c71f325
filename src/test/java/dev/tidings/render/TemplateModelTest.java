package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/templates.md names each value that a template sees, and none that it does not. */
class TemplateModelTest {
  private static final Pattern CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`\\.?([a-z][\\w.]*)`");

  @Test
  void theDocumentedModelIsTheModel() throws IOException {
    String page = Files.readString(Path.of("docs/templates.md"));
    String model = page.substring(page.indexOf("## The model"), page.indexOf("## Pages"));
    Set<String> documented = new TreeSet<>();
    for (Matcher name = NAME.matcher(model); name.find(); ) documented.addAll(Set.of(name.group(1).split("\\.")));
    Set<String> there = new TreeSet<>();
    collect(MailModel.class, there);
    collect(MailModel.Erratum.class, there);
    there.addAll(Set.of("words", "correction"));
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(documented);
    assertThat(missing).as("in the model, not in docs/templates.md").isEmpty();
    Set<String> unknown = new TreeSet<>();
    for (Matcher cell = CELL.matcher(model); cell.find(); )
      for (Matcher name = NAME.matcher(cell.group(1)); name.find(); )
        for (String part : name.group(1).split("\\.")) if (!there.contains(part)) unknown.add(part);
    assertThat(unknown).as("in docs/templates.md, not in the model").isEmpty();
  }

  private static void collect(Class<?> record, Set<String> names) {
    for (RecordComponent component : record.getRecordComponents()) {
      names.add(component.getName());
      Type type = component.getGenericType();
      Class<?> held = type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : component.getType();
      if (held.isRecord() && held.getEnclosingClass() == MailModel.class) collect(held, names);
    }
  }
}
