package dev.tidings.app;

import dev.tidings.config.Settings;
import dev.tidings.edition.Editor;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Post;
import dev.tidings.post.PostFolder;
import dev.tidings.post.PostProblem;
import dev.tidings.post.Reading;
import dev.tidings.render.MailTemplates;
import dev.tidings.report.HouseLinter;
import dev.tidings.report.Linter;
import dev.tidings.report.TrialPrints;
import dev.tidings.report.TrialStories;
import dev.tidings.run.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Everything that {@code check} looks at besides the plan, with the files at hand, so that findings have their lines. */
record Inspection(Settings settings, MailTemplates templates) {
  List<PostProblem> of(Plan plan) {
    var folder = new PostFolder(settings.posts());
    List<Reading> readings = folder.readAll(folder.list().files()).stream().filter(reading -> !reading.draft()).toList();
    List<Post> posts = readings.stream().flatMap(reading -> reading.post().stream()).toList();
    var found = new ArrayList<PostProblem>();
    for (Reading reading : readings) reading.post().ifPresent(post -> found.addAll(Linter.lint(post, lines(reading.stamp().file()))));
    found.addAll(HouseLinter.lint(settings.newsletters(), posts, plan, files()));
    var markdown = new Markdown();
    var editor = new Editor(markdown, settings.look().site());
    found.addAll(new TrialPrints(templates, editor, new TrialStories(markdown, settings.look().site())).of(settings.newsletters()));
    return found;
  }

  private Map<String, List<String>> files() {
    var files = new LinkedHashMap<String, List<String>>();
    files.put("config/tidings.yml", lines(settings.house().resolve("config/tidings.yml")));
    settings.newsletters().forEach(newsletter -> newsletter.subscribers().forEach(list ->
        files.put("subscribers/" + list, lines(settings.audience().folder().resolve(list)))));
    return files;
  }

  /** Where a file cannot be read, its findings have no line. */
  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      LoggerFactory.getLogger(Inspection.class).debug("{} has no lines to point at: {}", file, e.getMessage());
      return List.of();
    }
  }
}
