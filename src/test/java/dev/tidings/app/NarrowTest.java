package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail fits a screen of 320 px in every language and shape: nothing has to be pushed sideways. */
class NarrowTest {
  @Test
  void nothingIsWiderThanTheScreen(@TempDir Path home) throws IOException {
    try (Browser browser = Browser.open(); PaperHouse house = AllShapes.house(home)) {
      browser.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", true));
      for (var mail : house.publish().entrySet()) {
        if (mail.getKey().startsWith("text@")) continue;
        browser.driver.get(Files.writeString(home.resolve("mail.html"), mail.getValue().html()).toUri().toString());
        assertThat(((Number) browser.driver.executeScript("return document.documentElement.scrollWidth")).intValue()).as(mail.getKey()).isLessThanOrEqualTo(320);
      }
    }
  }
}
