package dev.tidings.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mail that a bounce box gets and that is no bounce: lists, quotes, digests of logs, receipts, reports about reports. */
class OrdinaryMailTest {
  private static final Classifier CLASSIFIER = Classifier.open(Optional.empty());

  /** Each mail of the file begins after a line of equals signs. */
  private static List<String> mails() throws IOException {
    String all = Files.readString(Path.of("src/test/resources/bounce/ordinary.txt"), StandardCharsets.UTF_8);
    return Arrays.stream(all.split("(?m)^={20}\n")).filter(mail -> !mail.isBlank()).toList();
  }

  @Test
  void noneIsCalledABounce() throws IOException {
    List<String> mails = mails();
    assertThat(mails).hasSizeGreaterThanOrEqualTo(30);
    assertThat(mails.stream().filter(mail -> {
      Verdict verdict = CLASSIFIER.judge(mail.getBytes(StandardCharsets.UTF_8));
      return verdict.kind() == Kind.BOUNCE || verdict.type() != BounceClass.NONE;
    }).map(mail -> CLASSIFIER.judge(mail.getBytes(StandardCharsets.UTF_8)) + "\n" + mail.lines().limit(6).toList())).isEmpty();
  }
}
