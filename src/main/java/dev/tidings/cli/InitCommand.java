package dev.tidings.cli;

import dev.tidings.config.HouseFile;
import dev.tidings.config.SiteProposal;
import dev.tidings.config.SiteSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(name = "init", description = {"Make a house in this folder; in a Jekyll or Hugo site, around the posts that are there.", "Nothing that exists is overwritten."},
    footer = {"", "Example: tidings init --home /srv/paper"})
final class InitCommand extends Command {
  private static final String IGNORED = """
      /data/
      /site/
      # Real lists are nobody else's business. left.csv holds only hashes of who left, and must outlive data/.
      /subscribers/*
      !/subscribers/left.csv
      """;
  private final Clock clock;

  InitCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (Files.exists(home()) && !Files.isDirectory(home())) throw Refusal.wrongUse("%s is a file. A house is a folder; nothing was written.", home());
    try {
      Optional<SiteProposal> site = Files.isDirectory(home()) ? SiteSniffer.sniff(home()) : Optional.empty();
      String shipped = shipped();
      write("config/tidings.yml", site.map(found -> Proposal.adapt(shipped, found)).orElse(shipped));
      write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada Example,,html\nbo@reader.example,Bo Example,,text\n");
      boolean ignored = write(".gitignore", IGNORED);
      boolean known = HouseFile.read(home()).isPresent();
      HouseFile.readOrMake(home());
      out().println((known ? "kept     " : "written  ") + "config/house.yml");
      if (site.isEmpty()) samples();
      site.ifPresent(found -> out().printf("Read from %s: title, address, language, zone, permalinks; the posts are in %s.%n", found.source(), String.join(", ", found.posts())));
      if (!ignored) remindOfGit();
      if (site.filter(found -> found.kind().name().equals("JEKYLL")).isPresent()) remindOfJekyll();
      out().println("Yours to write, in config/tidings.yml: site (title, url, zone, postal address), mail.from and mail.relay; and the list in subscribers/daily.csv."
          + " Until then they are those of a paper that does not exist.");
      out().println("'tidings plan' shows the first digest, 'tidings check' what is doubtful.");
      return Exit.DONE;
    } catch (IOException e) {
      throw Refusal.wrongUse("%s: %s cannot be written. What was written before stays; nothing was overwritten. Check the folder's permissions and call init again.",
          home(), String.valueOf(e.getMessage()));
    }
  }

  /** Real lists must not get into a repository by a habit. */
  private void remindOfGit() throws IOException {
    List<String> there = Files.readAllLines(home().resolve(".gitignore"));
    List<String> missing = IGNORED.lines().filter(line -> !line.startsWith("#") && !there.contains(line)).toList();
    if (!missing.isEmpty()) out().println("Your .gitignore stays as it is. Add these lines, so that no list of readers gets into git: " + String.join("  ", missing));
  }

  /** It copies each folder that it does not know to the site, lists of readers included. */
  private void remindOfJekyll() throws IOException {
    if (Files.readString(home().resolve("_config.yml")).contains("subscribers")) return;
    out().println("Jekyll publishes every folder it finds. Before it builds again, add to _config.yml, or readers' addresses are on your site:");
    out().println("  exclude: [config, data, notes, site, subscribers, templates]");
  }

  private void samples() throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
    write("posts/" + today.minusDays(1) + "-a-bell-for-the-market.md", SamplePost.bell(today.minusDays(1)));
    write("posts/" + today + "-ferry-runs-again.md", SamplePost.ferry(today));
  }

  private static String shipped() throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream("/dev/tidings/config/house/tidings.yml")) {
      if (in == null) throw new IllegalStateException("the annotated configuration is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** @return whether it was written; what is there stays */
  private boolean write(String name, String text) throws IOException {
    Path file = home().resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(home()));
    if (Files.exists(file)) {
      out().println("kept     " + name);
      return false;
    }
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    out().println("written  " + name);
    return true;
  }
}
