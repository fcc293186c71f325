package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Tokens.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  @TempDir Path folder;

  @Test
  void aTokenIsGoodForItsPurposeOnlyAndOutlivesTheProcess() throws Exception {
    Path file = folder.resolve("keys/tokens");
    String token = Tokens.open(file).token(Purpose.UNSUBSCRIBE, 42);
    Tokens again = Tokens.open(file);
    assertThat(token).hasSize(34).matches("[A-Za-z0-9_-]+");
    assertThat(again.verify(token, Purpose.UNSUBSCRIBE)).contains(new Tokens.Claim(42, 1));
    assertThat(again.verify(token, Purpose.PREFERENCES)).isEmpty();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aTokenChangedInAnyPlaceIsRefused() {
    Tokens tokens = Tokens.open(folder.resolve("tokens"));
    String token = tokens.token(Purpose.UNSUBSCRIBE, 42);
    for (int i = 0; i < token.length(); i++)
      for (char c : "AZaz09_-".toCharArray())
        if (token.charAt(i) != c)
          assertThat(tokens.verify(token.substring(0, i) + c + token.substring(i + 1), Purpose.UNSUBSCRIBE)).isEmpty();
    assertThat(tokens.verify("", Purpose.UNSUBSCRIBE)).isEmpty();
  }
}
