package dev.tidings.bounce;

import static dev.tidings.bounce.BounceHouse.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.bounce.BounceSettings.Login;
import dev.tidings.bounce.BounceSettings.Maildir;
import dev.tidings.bounce.BounceSettings.Mbox;
import dev.tidings.bounce.BounceSettings.Protocol;
import dev.tidings.bounce.BounceSettings.Remote;
import dev.tidings.bounce.BounceSettings.Security;
import dev.tidings.bounce.BounceSettings.Server;
import dev.tidings.bounce.Settled.Effect;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message leaves its box only when its result is stored, and only if it was ours. */
class RoundsTest {
  private static final byte[] LETTER = "From: olaf@reader.example\nSubject: Thank you\n\nI liked it.\n".getBytes(StandardCharsets.US_ASCII);
  @TempDir private Path folder;
  private BounceHouse house;
  private Rounds rounds;

  @BeforeEach
  void open() {
    house = new BounceHouse(folder);
    house.send(day(0));
    rounds = new Rounds(house.desk, Clock.fixed(day(0), ZoneOffset.UTC), folder.resolve("data/bounces/unknown"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aMaildirKeepsWhatIsNotOurs() throws IOException {
    Path maildir = folder.resolve("Maildir");
    for (String part : new String[] {"new", "cur", "tmp"}) Files.createDirectories(maildir.resolve(part));
    Files.write(maildir.resolve("new/1.report"), house.hard());
    Files.write(maildir.resolve("cur/2.letter:2,S"), LETTER);
    Rounds.Result result = rounds.collect(new Maildir(maildir));
    assertThat(result.of(Effect.SUPPRESSED)).isEqualTo(1);
    assertThat(result.of(Effect.UNKNOWN)).isEqualTo(1);
    assertThat(maildir.resolve("new/1.report")).doesNotExist();
    assertThat(maildir.resolve(".Unknown/cur/2.letter:2,S")).hasBinaryContent(LETTER);
  }

  @Test
  void anMboxIsEmptiedAndKeepsTheOthersBesideIt() throws IOException {
    Path mbox = folder.resolve("spool");
    write(mbox, house.hard(), LETTER);
    Rounds.Result result = rounds.collect(new Mbox(mbox));
    assertThat(result.trouble()).isEmpty();
    assertThat(result.of(Effect.SUPPRESSED)).isEqualTo(1);
    assertThat(mbox).doesNotExist();
    assertThat(folder.resolve("spool.unknown")).content().contains("I liked it.").doesNotContain("came back");
  }

  @Test
  void aKillBetweenStoringAndRemovingCountsOnce() throws IOException {
    Path mbox = folder.resolve("spool");
    byte[] soft = house.report("5.2.2", "552 5.2.2 over quota", house.leaveToken(1));
    house.desk.settle(soft, "mbox", day(0));
    // the process died here: what was put aside is still there
    write(folder.resolve("spool.tidings"), soft, LETTER);
    Rounds.Result result = rounds.collect(new Mbox(mbox));
    assertThat(result.of(Effect.COUNTED)).isEqualTo(1);
    assertThat(house.rows("class = 'soft'")).isEqualTo(1);
    assertThat(folder.resolve("spool.tidings")).doesNotExist();
  }

  @Test
  void whatAPipeBringsAndIsNotOursIsKeptInAFolder() throws IOException {
    assertThat(rounds.piped(house.hard()).ours()).isTrue();
    assertThat(rounds.piped(LETTER).ours()).isFalse();
    try (Stream<Path> kept = Files.list(folder.resolve("data/bounces/unknown"))) {
      assertThat(kept).hasSize(1).first().satisfies(file -> assertThat(file).hasBinaryContent(LETTER));
    }
  }

  @Test
  void imapDeletesOursAndMovesTheOthers() throws Exception {
    withServer((mail, user) -> {
      Rounds.Result result = rounds.collect(imap(mail, "secret", Optional.of("Unknown")));
      assertThat(result.trouble()).isEmpty();
      assertThat(result.of(Effect.SUPPRESSED)).isEqualTo(1);
      assertThat(mail.getManagers().getImapHostManager().getInbox(user).getMessageCount()).isZero();
      assertThat(mail.getManagers().getImapHostManager().getFolder(user, "Unknown").getMessageCount()).isEqualTo(1);
    });
  }

  @Test
  void imapLeavesTheOthersWhereNoFolderIsNamed() throws Exception {
    withServer((mail, user) -> {
      rounds.collect(imap(mail, "secret", Optional.empty()));
      Rounds.Result second = rounds.collect(imap(mail, "secret", Optional.empty()));
      assertThat(second.trouble()).isEmpty();
      assertThat(mail.getManagers().getImapHostManager().getInbox(user).getMessageCount()).isEqualTo(1);
      assertThat(house.rows("effect = 'unknown'")).isEqualTo(1);
    });
  }

  @Test
  void idleEndsWhenAMessageComes() throws Exception {
    withServer((mail, user) -> {
      var late = new Thread(() -> deliver(user, LETTER));
      long start = System.nanoTime();
      late.start();
      rounds.await(imap(mail, "secret", Optional.empty()), Duration.ofSeconds(8));
      late.join();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    });
  }

  @Test
  void pop3DeletesOnlyOurs() throws Exception {
    withServer((mail, user) -> {
      var server = new Server(Protocol.POP3, "127.0.0.1", mail.getPop3().getPort(), Security.NONE);
      Rounds.Result result = rounds.collect(new Remote(server, new Login("bounces", "secret"), "INBOX", Optional.empty()));
      assertThat(result.trouble()).isEmpty();
      assertThat(result.of(Effect.SUPPRESSED)).isEqualTo(1);
      assertThat(mail.getManagers().getImapHostManager().getInbox(user).getMessageCount()).isEqualTo(1);
    });
  }

  @Test
  void aWrongPasswordIsOneLineAndDeletesNothing() throws Exception {
    withServer((mail, user) -> {
      Rounds.Result result = rounds.collect(imap(mail, "wrong", Optional.empty()));
      assertThat(result.trouble()).hasValueSatisfying(line -> assertThat(line).contains("name or password").contains("Nothing was deleted").doesNotContain("wrong,"));
      assertThat(mail.getManagers().getImapHostManager().getInbox(user).getMessageCount()).isEqualTo(2);
    });
  }

  @Test
  void whoDemandsStarttlsSendsNoPasswordWithoutIt() throws Exception {
    withServer((mail, user) -> {
      var server = new Server(Protocol.IMAP, "127.0.0.1", mail.getImap().getPort(), Security.STARTTLS);
      Rounds.Result result = rounds.collect(new Remote(server, new Login("bounces", "secret"), "INBOX", Optional.empty()));
      assertThat(result.trouble()).hasValueSatisfying(line -> assertThat(line).contains("STARTTLS").contains("Check host, port and security"));
      assertThat(mail.getManagers().getImapHostManager().getInbox(user).getMessageCount()).isEqualTo(2);
    });
  }

  @Test
  void aMissingMaildirIsNamed() {
    assertThat(rounds.collect(new Maildir(folder.resolve("nowhere"))).trouble()).hasValueSatisfying(line -> assertThat(line).contains("nowhere").contains("Check its path"));
    assertThatThrownBy(() -> new MaildirBox(folder.resolve("nowhere")).empty(message -> true)).isInstanceOf(BoxTrouble.class);
  }

  private interface Check {
    void of(GreenMail mail, GreenMailUser user) throws Exception;
  }

  private void withServer(Check check) throws Exception {
    var mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP), new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3)});
    mail.start();
    try {
      GreenMailUser user = mail.setUser("bounces@dispatch.example", "bounces", "secret");
      deliver(user, house.hard());
      deliver(user, LETTER);
      check.of(mail, user);
    } finally {
      mail.stop();
    }
  }

  private static void deliver(GreenMailUser user, byte[] message) {
    try {
      user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Remote imap(GreenMail mail, String password, Optional<String> unknown) {
    return new Remote(new Server(Protocol.IMAP, "127.0.0.1", mail.getImap().getPort(), Security.NONE), new Login("bounces", password), "INBOX", unknown);
  }

  private static void write(Path mbox, byte[]... messages) throws IOException {
    var text = new StringBuilder();
    for (byte[] message : messages) text.append("From MAILER-DAEMON Tue Mar 10 07:02:11 2026\n").append(new String(message, StandardCharsets.US_ASCII)).append('\n');
    Files.writeString(mbox, text.toString());
  }
}
