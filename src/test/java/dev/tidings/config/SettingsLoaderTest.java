package dev.tidings.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.bounce.BounceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
  private static final String WHOLE =
      """
      site: {title: The London Dispatch, url: "https://dispatch.example", language: en, zone: Europe/London, address: 12 Fleet Street}
      posts: [posts]
      newsletters:
        daily: {title: The Daily Dispatch, categories: [City, Court], schedule: every day at 07:00, subscribers: [daily.csv], max_items: 20}
      mail:
        from: The London Dispatch <digest@dispatch.example>
        relay: {host: smtp.example, port: 587, security: starttls, username: dispatch, password: "${SMTP_PASSWORD}", connections: 4}
      """;

  @TempDir Path house;

  private Settings load(String yaml, Map<String, String> environment) throws Exception {
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("posts"));
    Files.writeString(house.resolve("config/tidings.yml"), yaml);
    return SettingsLoader.load(house, environment);
  }

  private List<SettingsProblem> problems(String yaml) {
    return catchThrowableOfType(SettingsException.class, () -> load(yaml, Map.of("SMTP_PASSWORD", "canary"))).problems();
  }

  @Test
  void theWholeExampleIsRead() throws Exception {
    Settings settings = load(WHOLE, Map.of("SMTP_PASSWORD", "canary"));
    assertThat(settings.newsletters()).singleElement().satisfies(daily -> {
      assertThat(daily.slug()).isEqualTo("daily");
      assertThat(daily.choice().listed()).extracting(Object::toString).containsExactly("City", "Court");
      assertThat(daily.schedule().lines()).hasSize(1);
    });
    assertThat(settings.mail().relay().login()).hasValueSatisfying(login -> assertThat(login.password()).isEqualTo("canary"));
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.toString()).doesNotContain("canary");
  }

  @Test
  void webhooksNeedAnAddressASecretAndEventsThatThereAre() throws Exception {
    String key = "whsec_" + "YWJj".repeat(11);
    Settings settings = load(WHOLE + "webhooks: {crm: {url: https://crm.example/in, secret: \"${CRM}\", events: [subscriber.left]}}\n", Map.of("SMTP_PASSWORD", "canary", "CRM", key));
    assertThat(settings.serve().hooks().out()).singleElement().satisfies(to -> assertThat(to.name() + to.url() + to.kinds()).isEqualTo("crmhttps://crm.example/in[subscriber.left]"));
    assertThat(settings.toString()).doesNotContain("YWJj");
    assertThat(problems(WHOLE + "webhooks: {crm: {url: http://crm.example/in, secret: whsec_short, events: [reader.left]}, chat: {private: true}}\n"))
        .extracting(problem -> problem.key() + " " + problem.message())
        .contains("webhooks.crm.url what it tells about readers would travel in clear.", "webhooks.crm.secret a secret does not belong in this file.",
            "webhooks.crm.secret it is not whsec_ and 24 to 64 octets in base64.", "webhooks.crm.events there is no event 'reader.left'.",
            "webhooks.chat.url it is missing.", "webhooks.chat.secret it is missing.");
  }

  @Test
  void aBoxWithoutTlsIsOnThisMachineOnly() throws Exception {
    String box = WHOLE + "  bounce: {address: back@dispatch.example, imap: {host: 127.0.0.1, security: none, username: back, password: \"${SMTP_PASSWORD}\"}}\n";
    assertThat(load(box, Map.of("SMTP_PASSWORD", "canary")).bounce().boxes()).singleElement().isInstanceOfSatisfying(BounceSettings.Remote.class,
        remote -> assertThat(remote.server()).isEqualTo(new BounceSettings.Server(BounceSettings.Protocol.IMAP, "127.0.0.1", 143, BounceSettings.Security.NONE)));
    assertThat(problems(box.replace("127.0.0.1", "mail.example"))).singleElement().satisfies(problem -> assertThat(problem.key() + " " + problem.message()).isEqualTo("mail.bounce.imap.security the password and readers' mail would cross the network in clear."));
  }

  @Test
  void aPresetSetsHostPaceAndMarks() throws Exception {
    Settings settings = load(WHOLE.replace("host: smtp.example", "preset: ses, region: eu-west-1, stream: digests"), Map.of("SMTP_PASSWORD", "canary"));
    var route = settings.delivery().routes().get(0);
    assertThat(route.relay().host()).isEqualTo("email-smtp.eu-west-1.amazonaws.com");
    assertThat(route.relay().name()).isEqualTo("email-smtp.eu-west-1.amazonaws.com");
    assertThat(route.pace().perSecond()).isEqualTo(14);
    assertThat(route.relay().marks().lines()).containsExactly("X-SES-CONFIGURATION-SET: digests", "X-SES-MESSAGE-TAGS: tidings={token}");
    var gmail = load(WHOLE.replace("host: smtp.example", "preset: gmail, per_day: 500").replace(", connections: 4", ""), Map.of("SMTP_PASSWORD", "canary")).delivery().routes().get(0);
    assertThat(gmail.pace().perDay()).isEqualTo(500);
    assertThat(gmail.relay().line().connections()).isEqualTo(1);
  }

  @Test
  void theRepositoryIsAHouse() throws Exception {
    assertThat(SettingsLoader.load(Path.of(""), Map.of()).newsletters()).hasSize(1);
  }

  @Test
  void aSecretMayStandInAFile() throws Exception {
    Path file = Files.writeString(house.resolve("secret"), "canary\n");
    Settings settings = load(WHOLE, Map.of("SMTP_PASSWORD_FILE", file.toString()));
    assertThat(settings.mail().relay().login().orElseThrow().password()).isEqualTo("canary");
  }

  @Test
  void aMissingVariableNamesItsKey() {
    var problem = catchThrowableOfType(SettingsException.class, () -> load(WHOLE, Map.of()));
    assertThat(problem).hasMessageContaining("config/tidings.yml:7: mail.relay.password: the environment has no SMTP_PASSWORD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|', quoteCharacter = '`',
      value = {
        "max_items: 20 | max_itms: 20 | 4 | Did you mean max_items?",
        "max_items: 20 | max_items: many | 4 | 'many' is not a number",
        "max_items: 20 | max_items: [1] | 4 | not a list",
        "Europe/London | Europe/Lundon | 1 | not a time zone",
        "every day at 07:00 | every day at 27:00 | 4 | 24 hours",
        "starttls | starttsl | 7 | starttls, tls or none",
        "starttls | none | 7 | allow_plaintext",
        "host: smtp.example | preset: sess | 7 | ses, postmark",
        "host: smtp.example | preset: ses | 7 | Add region",
        "host: smtp.example | `preset: ses, region: a.b` | 7 | hyphens",
        "`\"${SMTP_PASSWORD}\"` | canary | 7 | a secret does not belong",
        "`\"https://dispatch.example\"` | dispatch | 1 | not a web address",
        "digest@dispatch.example | digest | 6 | not one mail address",
        "`posts: [posts]` | `look: {accent: \"#ffcc00\"}` | 2 | a darker one",
        "`posts: [posts]` | `server: yes` | 2 | neither true nor false",
        "`posts: [posts]` | `posts: [posts` | 3 | not YAML"
      })
  void everyMistakeHasALineAndAWayOut(String right, String wrong, int line, String words) {
    assertThat(problems(WHOLE.replace(right, wrong))).anySatisfy(problem -> {
      assertThat(problem.line()).isEqualTo(line);
      assertThat(problem.toString()).contains(words).doesNotContain("canary");
    });
  }

  @Test
  void allMistakesAtOnce() {
    assertThat(problems("site: {titel: x, zone: Mars}\nnewsletters: {daily: {}}\n"))
        .extracting(SettingsProblem::key)
        .contains("site.titel", "site.zone", "site.title", "site.url", "mail.from", "mail.relay.host");
  }

  @Test
  void aFreemailSenderIsAWarning() throws Exception {
    assertThat(load(WHOLE.replace("digest@dispatch.example", "digest@gmail.com"), Map.of("SMTP_PASSWORD", "x")).warnings())
        .singleElement().asString().contains("DMARC");
  }

  @Test
  void theHouseFileIsMadeOnce() throws Exception {
    HouseFile made = HouseFile.readOrMake(house);
    assertThat(HouseFile.readOrMake(house)).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.salt());
  }

  @Test
  void theReferenceIsWhatTheLoaderKnows() throws Exception {
    if (Boolean.getBoolean("golden.update")) Files.writeString(Path.of("docs/configuration.md"), SettingsReference.markdown());
    assertThat(Files.readString(Path.of("docs/configuration.md"))).isEqualTo(SettingsReference.markdown());
  }
}
