package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.config.SettingsLoader;
import dev.tidings.doctor.Dns;
import dev.tidings.doctor.Doctor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mails that readers of every kind got, against the list of what mail programs lack. */
class MailFeaturesTest {
  @Test
  void noMailReliesOnWhatAProgramLacks(@TempDir Path home) throws Exception {
    try (PaperHouse house = AllShapes.house(home)) {
      house.publish();
      var doctor = new Doctor(SettingsLoader.load(home, Map.of()), Clock.systemUTC(), Dns.at(new InetSocketAddress("127.0.0.1", 1)), (SSLSocketFactory) SSLSocketFactory.getDefault());
      assertThat(house.relay.mails).hasSizeGreaterThanOrEqualTo(6);
      house.mails().forEach((who, mail) -> assertThat(doctor.examine(mail.raw.getBytes(StandardCharsets.ISO_8859_1), "back@leaf.example", "News").get(30).message()).as(who).doesNotContain("It uses", "It relies"));
    }
  }
}
