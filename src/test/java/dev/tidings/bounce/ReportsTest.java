package dev.tidings.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The written set: each with its label, and each mangled as the world mangles mail. */
class ReportsTest {
  private static final Path FOLDER = Path.of("src/test/resources/bounce");
  private static final Classifier CLASSIFIER = Classifier.open(Optional.empty());

  private record Case(String name, String label, byte[] octets) {}

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    for (String line : Files.readAllLines(FOLDER.resolve("labels.tsv"))) {
      if (line.startsWith("#")) continue;
      String[] part = line.split("\t");
      cases.add(new Case(part[0], part[1] + " " + part[2] + " " + part[3], Files.readAllBytes(FOLDER.resolve(part[0] + ".eml"))));
    }
    return cases;
  }

  private static String said(byte[] octets) {
    Verdict verdict = CLASSIFIER.judge(octets);
    return verdict.kind().word() + " " + verdict.type().word() + " " + verdict.reason();
  }

  @Test
  void theWrittenSetIsRight() throws IOException {
    List<Case> cases = cases();
    List<String> wrong = cases.stream().filter(one -> !said(one.octets()).equals(one.label()))
        .map(one -> one.name() + ": " + said(one.octets()) + ", not " + one.label()).toList();
    assertThat(cases).hasSizeGreaterThan(120);
    assertThat(wrong).as("of %s", cases.size()).hasSizeLessThanOrEqualTo(cases.size() / 50);
  }

  @Test
  void lineEndsChangeNothing() throws IOException {
    for (Case one : cases()) {
      String text = latin(one.octets());
      assertThat(said(bytes(text.replace("\n", "\r\n")))).as(one.name() + " CRLF").isEqualTo(said(one.octets()));
      assertThat(said(bytes(text.replace("\n", "\r")))).as(one.name() + " CR").isEqualTo(said(one.octets()));
    }
  }

  @Test
  void wrappedInAnotherPartItIsTheSame() throws IOException {
    for (Case one : cases()) {
      String text = latin(one.octets());
      int type = text.indexOf("\nContent-Type:");
      int body = text.indexOf("\n\n");
      if (type < 0 || type > body) continue;
      String wrapped = text.substring(0, type) + "\nContent-Type: multipart/mixed; boundary=wrap\n\n--wrap" + text.substring(type) + "\n--wrap--\n";
      assertThat(CLASSIFIER.judge(bytes(wrapped)).type()).as(one.name()).isEqualTo(CLASSIFIER.judge(one.octets()).type());
    }
  }

  @Test
  void cutOffOrScrambledItStillAnswers() throws IOException {
    var random = new Random(1666);
    for (Case one : cases()) {
      for (int i = 0; i < 20; i++) {
        assertThat(CLASSIFIER.judge(Arrays.copyOf(one.octets(), random.nextInt(one.octets().length + 1)))).isNotNull();
        byte[] scrambled = one.octets().clone();
        for (int k = 0; k < 40; k++) scrambled[random.nextInt(scrambled.length)] = (byte) random.nextInt(256);
        assertThat(CLASSIFIER.judge(scrambled)).isNotNull();
      }
      String wrongCharset = latin(one.octets()).replaceAll("charset=[\\w-]+", "charset=x-nowhere");
      assertThat(CLASSIFIER.judge(bytes(wrongCharset))).isNotNull();
    }
  }

  @Test
  void tenMegabytesOfReturnedMailChangeNothing() throws IOException {
    byte[] ballast = new byte[10 << 20];
    Arrays.fill(ballast, (byte) 'x');
    for (int i = 76; i < ballast.length; i += 77) ballast[i] = '\n';
    for (Case one : cases()) {
      byte[] big = Arrays.copyOf(one.octets(), one.octets().length + ballast.length);
      System.arraycopy(ballast, 0, big, one.octets().length, ballast.length);
      assertThat(said(big)).as(one.name()).isEqualTo(said(one.octets()));
    }
  }

  @Test
  void eachIsJudgedInFiftyMilliseconds() throws IOException {
    List<Case> cases = cases();
    for (int i = 0; i < 5; i++) cases.forEach(one -> said(one.octets()));
    for (Case one : cases) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        said(one.octets());
        best = Math.min(best, System.nanoTime() - start);
      }
      assertThat(best).as(one.name()).isLessThan(50_000_000L);
    }
  }

  private static String latin(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
