package dev.tidings.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.shelf.FeedIds.Scheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSnifferTest {
  @TempDir Path folder;

  @Test
  void aJekyllSite() throws Exception {
    Files.createDirectories(folder.resolve("_posts"));
    Files.createDirectories(folder.resolve("harbour/_posts"));
    Files.writeString(folder.resolve("_config.yml"), "title: Harbour Notes\nurl: https://harbour.example\nbaseurl: /notes\nlang: de\ntimezone: Europe/Berlin\npermalink: pretty\n");
    SiteProposal site = SiteSniffer.sniff(folder).orElseThrow();
    assertThat(site).isEqualTo(new SiteProposal(
        Scheme.JEKYLL, "_config.yml", "Harbour Notes", java.util.Optional.of(URI.create("https://harbour.example/notes/")), "de",
        java.util.Optional.of(ZoneId.of("Europe/Berlin")), "/:categories/:year/:month/:day/:title/", java.util.List.of("_posts", "harbour/_posts")));
  }

  @Test
  void aHugoSiteInToml() throws Exception {
    Files.createDirectories(folder.resolve("content/post"));
    Files.writeString(folder.resolve("hugo.toml"), "baseURL = 'https://mill.example/'\nlanguageCode = 'en-gb'\ntitle = 'The Mill'\n[permalinks]\n  post = '/:year/:slug/'\n");
    SiteProposal site = SiteSniffer.sniff(folder).orElseThrow();
    assertThat(site.kind()).isEqualTo(Scheme.HUGO);
    assertThat(site.title()).isEqualTo("The Mill");
    assertThat(site.url()).contains(URI.create("https://mill.example/"));
    assertThat(site.language()).isEqualTo("en-gb");
    assertThat(site.permalink()).isEqualTo("/:year/:slug/");
    assertThat(site.posts()).containsExactly("content/post");
  }

  @Test
  void aHugoSiteInYamlBelowConfig() throws Exception {
    Files.createDirectories(folder.resolve("config/_default"));
    Files.writeString(folder.resolve("config/_default/hugo.yaml"), "baseURL: https://mill.example/\ntitle: The Mill\n");
    assertThat(SiteSniffer.sniff(folder)).hasValueSatisfying(site -> assertThat(site.posts()).containsExactly("content"));
  }

  @Test
  void anyOtherFolderIsNone() throws Exception {
    assertThat(SiteSniffer.sniff(folder)).isEmpty();
  }
}
