package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A post that has its number but is away, or broken, when others are told, is told when it is back: once. */
class ReturnTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    shop.write("subscribers/daily.csv", "email\nada@reader.example\n");
    shop.at("2026-11-23T06:00:00Z", "run");
    shop.at("2026-11-24T06:00:00Z", "run");
    shop.at("2026-11-24T07:00:00Z", "run");
    relay.mails.clear();
    shop.post("posts/bell.md", "The bell is mended", "City", "2026-11-24 08:00:00");
    shop.post("posts/quay.md", "The quay is swept", "City", "2026-11-24 09:00:00");
    shop.at("2026-11-24T12:00:00Z", "feeds");
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private List<String> told() {
    List<String> told = relay.mails.stream().map(mail -> new StrictMail(mail.bytes()).text())
        .flatMap(text -> Stream.of("The bell is mended", "The quay is swept").filter(text::contains)).toList();
    relay.mails.clear();
    return told;
  }

  @Test
  void aFileThatWasAway() throws Exception {
    Path bell = shop.home.resolve("posts/bell.md");
    Path aside = temp.resolve("bell.md");
    Files.move(bell, aside);
    shop.at("2026-11-25T07:00:00Z", "run");
    assertThat(told()).containsExactly("The quay is swept");
    shop.at("2026-11-26T07:00:00Z", "run");
    Files.move(aside, bell);
    assertThat(shop.at("2026-11-27T06:00:00Z", "plan").out()).contains("The bell is mended");
    shop.at("2026-11-27T07:00:00Z", "run");
    assertThat(told()).containsExactly("The bell is mended");
    shop.at("2026-11-28T07:00:00Z", "run");
    assertThat(told()).isEmpty();
  }

  @Test
  void aFileThatWasBroken() throws Exception {
    String whole = Files.readString(shop.home.resolve("posts/bell.md"));
    shop.write("posts/bell.md", whole.replaceFirst("date: .*", "date: 2026-17-24"));
    shop.at("2026-11-25T07:00:00Z", "run");
    assertThat(told()).containsExactly("The quay is swept");
    shop.write("posts/bell.md", whole);
    shop.at("2026-11-26T07:00:00Z", "run");
    assertThat(told()).containsExactly("The bell is mended");
  }

  @Test
  void whatWasToldIsNotToldAgainForHavingBeenAway() throws Exception {
    Path bell = shop.home.resolve("posts/bell.md");
    Path aside = temp.resolve("bell.md");
    shop.at("2026-11-25T07:00:00Z", "run");
    assertThat(told()).hasSize(2);
    Files.move(bell, aside);
    shop.post("posts/lamp.md", "A lamp is lit", "City", "2026-11-25 09:00:00");
    shop.at("2026-11-26T07:00:00Z", "run");
    Files.move(aside, bell);
    shop.at("2026-11-27T07:00:00Z", "run");
    assertThat(told()).isEmpty();
  }
}
