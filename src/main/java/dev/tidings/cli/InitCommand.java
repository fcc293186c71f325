package dev.tidings.cli;

import dev.tidings.config.HouseFile;
import dev.tidings.config.SiteProposal;
import dev.tidings.config.SiteSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(name = "init", description = {"Make a house in this folder; in a Jekyll or Hugo site, around the posts that are there.", "Nothing that exists is overwritten."},
    footer = {"", "Example: tidings init --home /srv/paper"})
final class InitCommand extends Command {
  private final Clock clock;

  InitCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    try {
      Optional<SiteProposal> site = Files.isDirectory(home()) ? SiteSniffer.sniff(home()) : Optional.empty();
      String shipped = shipped();
      write("config/tidings.yml", site.map(found -> Proposal.adapt(shipped, found)).orElse(shipped));
      write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada Example,,html\nbo@reader.example,Bo Example,,text\n");
      write(".gitignore", "/data/\n/site/\n# Real lists are nobody else's business. left.csv holds only hashes of who left, and must outlive data/.\n/subscribers/*\n!/subscribers/left.csv\n");
      boolean known = HouseFile.read(home()).isPresent();
      HouseFile.readOrMake(home());
      out().println((known ? "kept     " : "written  ") + "config/house.yml");
      if (site.isEmpty()) samples();
      site.ifPresent(found -> out().printf("Read from %s: title, address, language, zone, permalinks; the posts are in %s.%n", found.source(), String.join(", ", found.posts())));
      out().println("'tidings plan' shows the first digest, 'tidings check' what is doubtful.");
      return Exit.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private void write(String name, String text) throws IOException {
    Path file = home().resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(home()));
    if (Files.exists(file)) {
      out().println("kept     " + name);
      return;
    }
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    out().println("written  " + name);
  }
}
