package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map in docs/architecture.md is the law: arrows point up, and a library stays where it belongs. */
class PackageMapTest {
  private static final String ROOT = "dev.tidings.";
  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| ([^|]*) \\|$");
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("org.yaml.snakeyaml", "snakeyaml"),
          Map.entry("org.tomlj", "tomlj"),
          Map.entry("com.vladsch.flexmark", "flexmark"),
          Map.entry("org.jsoup", "jsoup"),
          Map.entry("org.jdbi", "jdbi"),
          Map.entry("org.sqlite", "sqlite"),
          Map.entry("org.postgresql", "postgresql"),
          Map.entry("com.zaxxer.hikari", "hikari"),
          Map.entry("org.flywaydb", "flyway"),
          Map.entry("org.thymeleaf", "thymeleaf"),
          Map.entry("com.rometools", "rome"),
          Map.entry("org.jdom2", "jdom"),
          Map.entry("com.fasterxml.jackson", "jackson"),
          Map.entry("jakarta.mail", "jakarta.mail"),
          Map.entry("org.eclipse.angus", "jakarta.mail"),
          Map.entry("com.icegreen", "greenmail"),
          Map.entry("org.quartz", "quartz"),
          Map.entry("io.javalin", "javalin"),
          Map.entry("org.eclipse.jetty", "jetty"),
          Map.entry("jakarta.servlet", "jetty"),
          Map.entry("com.password4j", "password4j"),
          Map.entry("com.aayushatharva.brotli4j", "brotli"),
          Map.entry("picocli", "picocli"),
          Map.entry("me.tongfei", "progressbar"),
          Map.entry("org.xbill.DNS", "dnsjava"),
          Map.entry("ch.qos.logback", "logback"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tidings");

  @Test
  void everyArrowPointsUpTheMap() throws IOException {
    List<String> order = new ArrayList<>(rows().keySet());
    var wrong = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      int here = order.indexOf(stage(type));
      if (here < 0) wrong.add(stage(type) + " is not on the map");
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass())
          .filter(target -> target.getPackageName().startsWith(ROOT))
          .filter(target -> order.indexOf(stage(target)) > here)
          .forEach(target -> wrong.add(type.getName() + " → " + target.getName()));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyLibraryStaysWhereTheMapPutsIt() throws IOException {
    Map<String, String> rows = rows();
    var wrong = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      String allowed = rows.getOrDefault(stage(type), "");
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getName())
          .forEach(
              target ->
                  LIBRARIES.forEach(
                      (prefix, library) -> {
                        if (target.startsWith(prefix + ".") && !allowed.contains(library))
                          wrong.add(type.getName() + " uses " + library);
                      }));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyReadsTheSystemClockOutsideApp() {
    var wrong = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      if (stage(type).equals("app")) continue;
      type.getMethodCallsFromSelf().stream()
          .filter(
              call ->
                  (call.getName().equals("now") && call.getTarget().getRawParameterTypes().isEmpty()
                          && call.getTargetOwner().getPackageName().equals("java.time"))
                      || (call.getName().equals("currentTimeMillis"))
                      || (call.getTargetOwner().getName().equals("java.time.Clock")
                          && call.getName().startsWith("system")))
          .forEach(call -> wrong.add(call.getDescription()));
    }
    assertThat(wrong).isEmpty();
  }

  private static String stage(JavaClass type) {
    String rest = type.getPackageName().substring(Math.min(ROOT.length(), type.getPackageName().length()));
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static Map<String, String> rows() throws IOException {
    var rows = new java.util.LinkedHashMap<String, String>();
    for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      Matcher row = ROW.matcher(line.strip().replace("| |", "|  |"));
      if (row.matches()) rows.put(row.group(1), row.group(2));
    }
    assertThat(rows).as("rows in docs/architecture.md").hasSizeGreaterThan(10);
    return rows;
  }
}
