package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P6: template expressions in every field of posts, notes and lists come out as they went in, in mails, pages and feeds. */
class InjectionTest {
  /** Not as part of a digest or a token. */
  private static final String EVALUATED = "(?<![\\w-])1337(?![\\w-])";

  @Test
  void nothingIsEvaluated(@TempDir Path home) throws IOException {
    List<String> vectors = Vectors.of("injections.txt");
    assertThat(vectors).hasSizeGreaterThanOrEqualTo(40);
    try (PaperHouse house = Vectors.house(home, vectors)) {
      house.run(PaperHouse.MORNING);
      assertThat(house.mails()).hasSize(Vectors.lots(vectors) + 1);
      for (StrictMail mail : house.mails().values()) assertThat(mail.fields() + mail.text() + mail.html()).doesNotContainPattern(EVALUATED);
      assertThat(house.mails().get("lot-0@one.example").text()).contains("[[${7*191}]]");
      try (Stream<Path> site = Files.walk(home.resolve("site"))) {
        for (Path file : site.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")).toList()) assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(EVALUATED);
      }
    }
  }
}
