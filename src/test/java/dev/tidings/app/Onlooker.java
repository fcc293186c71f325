package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** Opens pages in a real browser, at one width and in light or dark, judges them by axe-core, and keeps a picture of each in target/pages. */
final class Onlooker {
  private static final Path PICTURES = Path.of("target/pages");
  private static final String AXE = resource("/axe.min.js");
  private static final String JUDGE = """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + one.help + ' ' + node.html.slice(0, 160)))), wrong => done(['axe: ' + wrong]));
      """;
  /** What sticks out, to either side, where something can be scrolled to. */
  private static final String WIDE = """
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const out = [...document.querySelectorAll('body *')].filter(one => { const box = one.getBoundingClientRect(); return box.left < 0 || box.right > root.clientWidth; });
      return [root.scrollWidth + ' > ' + root.clientWidth, ...out.map(one => one.outerHTML.slice(0, 120))];
      """;
  private final ChromeDriver driver;
  private final String look;
  private int seen;

  /** @param name begins the pictures' names */
  Onlooker(Browser browser, String name, int width, boolean dark) {
    this.driver = browser.driver;
    this.look = name + "-" + width + (dark ? "-dark" : "-light");
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  int seen() {
    return seen;
  }

  /** What is open now. */
  void judge(String page) {
    driver.executeScript(AXE);
    Object violations = driver.executeAsyncScript(JUDGE);
    assertThat((List<?>) violations).as(look + " " + page).isEmpty();
    assertThat(driver.executeScript(WIDE)).as(look + " " + page + " runs out of the window").asString().isEqualTo("[]");
    assertThat((String) driver.executeScript("return document.compatMode")).as(page + " has a document type").isEqualTo("CSS1Compat");
    assertThat((String) driver.executeScript("return document.title")).as(page).isNotBlank();
    assertThat(driver.executeScript("return performance.getEntriesByType('resource').map(one => one.name).filter(name => new URL(name).host !== location.host)")).as(look + " " + page + " asks others").asString().isEqualTo("[]");
    picture(page);
    seen++;
  }

  private void picture(String page) {
    try {
      Files.createDirectories(PICTURES);
      Object png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
      Files.write(PICTURES.resolve(look + "-" + page.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "") + ".png"), Base64.getDecoder().decode(String.valueOf(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = com.deque.html.axecore.selenium.AxeBuilder.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not in axe-core's jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
