package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.render.TemplateFolder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "templates", description = "See, copy and compare the templates.",
    subcommands = {TemplatesCommand.Listing.class, TemplatesCommand.Copy.class, TemplatesCommand.Diff.class},
    footer = {"", "Example: tidings templates list"})
final class TemplatesCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "One of list, copy, diff is missing.");
  }

  private static String known(TemplateFolder folder, String name) {
    if (folder.shipped(name).isPresent() || folder.own(name).isPresent()) return name;
    throw Refusal.wrongUse("there is no template '%s'. Nothing was done. There are: %s.", name, String.join(", ", folder.names()));
  }

  @CommandLine.Command(name = "list", description = {"Show all templates: shipped, own, or copy (in the house and not edited)."},
      footer = {"", "Example: tidings templates list"})
  static final class Listing extends Command {
    @Mixin private AsJson json;

    @Override
    public Integer call() {
      try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
        TemplateFolder folder = house.templates();
        if (json.wanted) {
          ObjectNode object = Json.object();
          object.set("templates", Json.list(folder.names(), (node, name) -> node.put("name", name).put("state", state(folder, name))));
          out().println(Json.written(object));
        } else {
          folder.names().forEach(name -> out().printf("%-8s %s%n", state(folder, name), name));
        }
        return Exit.DONE;
      }
    }
  }

  /** A copy that was not edited is as good as the shipped one. */
  private static String state(TemplateFolder folder, String name) {
    if (!folder.isOverridden(name)) return "shipped";
    return folder.diff(name).isEmpty() ? "copy" : "own";
  }

  @CommandLine.Command(name = "copy", description = "Put a copy of a shipped template into templates/, to edit.",
      footer = {"", "Example: tidings templates copy mail/digest.html"})
  static final class Copy extends Command {
    @Parameters(paramLabel = "NAME", description = "As 'templates list' shows it.")
    private String name = "";

    @Override
    public Integer call() {
      try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
        TemplateFolder folder = house.templates();
        if (folder.isOverridden(known(folder, name)))
          throw Refusal.notDone("the house has its own '%s' already, and it stays as it is. 'tidings templates diff %s' compares.", name, name);
        out().println(folder.copy(name) + " is yours to edit.");
        return Exit.DONE;
      }
    }
  }

  @CommandLine.Command(name = "diff", description = "Compare the house's own templates with the shipped ones.",
      footer = {"", "Example: tidings templates diff mail/digest.html"})
  static final class Diff extends Command {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String name;

    @Override
    public Integer call() {
      try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
        TemplateFolder folder = house.templates();
        Optional.ofNullable(name).ifPresent(one -> known(folder, one));
        folder.names().stream().filter(folder::isOverridden).filter(one -> name == null || name.equals(one)).forEach(one -> out().print(folder.diff(one)));
        return Exit.DONE;
      }
    }
  }
}
