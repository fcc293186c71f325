package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.mail.Relay;
import dev.tidings.mail.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N7 and logins: nothing goes out over a connection that cannot be trusted. */
class SecurityTest {
  @TempDir Path folder;

  private static RelaySettings settings(int port, RelaySettings.Security security, Optional<RelaySettings.Login> login) {
    return new RelaySettings("relay", "127.0.0.1", port, security, login,
        new RelaySettings.Line(2, "dispatch.example", Duration.ofSeconds(5)));
  }

  private static GreenMail greenMail(String protocol) {
    var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    greenMail.start();
    return greenMail;
  }

  @Test
  void aRightLoginDeliversAndAWrongOneAttemptsNothing() {
    GreenMail greenMail = greenMail(ServerSetup.PROTOCOL_SMTP);
    greenMail.setUser("pepys@dispatch.example", "pepys", "right");
    try (var house = new House(folder)) {
      house.publish(5);
      int port = greenMail.getSmtp().getPort();
      DeliveryReport wrong = house.deliver(settings(port, RelaySettings.Security.NONE, Optional.of(new RelaySettings.Login("pepys", "wrong"))), Duration.ZERO);
      assertThat(wrong.sent() + wrong.deferred() + wrong.failed()).isZero();
      assertThat(wrong.trouble()).hasValueSatisfying(text -> assertThat(text).contains("login").contains("relay.password").doesNotContain("wrong)"));
      assertThat(house.count("state = 'queued' AND tries = 0")).isEqualTo(5);
      DeliveryReport right = house.deliver(settings(port, RelaySettings.Security.NONE, Optional.of(new RelaySettings.Login("pepys", "right"))), Duration.ZERO);
      assertThat(right.sent()).isEqualTo(5);
      assertThat(greenMail.getReceivedMessages()).hasSize(5);
    } finally {
      greenMail.stop();
    }
  }

  @Test
  void anUntrustedCertificateGetsNothingAndATrustedOneEverything() {
    GreenMail greenMail = greenMail(ServerSetup.PROTOCOL_SMTPS);
    try (var house = new House(folder)) {
      house.publish(3);
      RelaySettings settings = settings(greenMail.getSmtps().getPort(), RelaySettings.Security.TLS, Optional.empty());
      DeliveryReport report = house.deliver(settings, Duration.ZERO);
      assertThat(report.sent()).isZero();
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("No mail and no password was sent").contains("certificate"));
      assertThat(greenMail.getReceivedMessages()).isEmpty();
      assertThat(house.count("state = 'queued' AND tries = 0")).isEqualTo(3);
      assertThat(new Relay(settings, new DummySSLSocketFactory()).open()).as("trusted, but the certificate names another host")
          .isInstanceOf(dev.tidings.mail.Opened.Closed.class);
    } finally {
      greenMail.stop();
    }
  }

  @Test
  void withoutTheStarttlsThatIsRequiredNotEvenTheLoginIsSaid() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> "")) {
      house.publish(3);
      DeliveryReport report = house.deliver(settings(relay.port(), RelaySettings.Security.STARTTLS, Optional.of(new RelaySettings.Login("pepys", "secret"))), Duration.ZERO);
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("STARTTLS"));
      assertThat(relay.commands).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }
}
