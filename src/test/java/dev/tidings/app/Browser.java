package dev.tidings.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Headless Chromium that reaches no network. Where there is none, the test that asks for it is skipped and says so. */
final class Browser implements AutoCloseable {
  final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome", "chrome");
    Optional<Path> chromedriver = find("chromedriver");
    Assumptions.assumeTrue(chromium.isPresent() && chromedriver.isPresent(), "skipped: there is no chromium with chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)");
    var options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    return new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.orElseThrow().toFile()).build(), options));
  }

  /** Runs in every page and frame from now on, before any script of theirs. */
  void beforeAnyScript(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  private static Optional<Path> find(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(names).flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
