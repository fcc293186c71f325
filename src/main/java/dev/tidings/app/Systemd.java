package dev.tidings.app;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Tells systemd how we are, where it asked (NOTIFY_SOCKET). Its socket is a datagram one, which Java has not: its own tool speaks for us. */
final class Systemd {
  private Systemd() {}

  static void ready() {
    tell("--ready");
  }

  static void stopping() {
    tell("--stopping");
  }

  private static void tell(String what) {
    if (System.getenv("NOTIFY_SOCKET") == null) return;
    try {
      Process tool = new ProcessBuilder("systemd-notify", what).inheritIO().start();
      if (!tool.waitFor(5, TimeUnit.SECONDS)) tool.destroy();
    } catch (IOException e) {
      LoggerFactory.getLogger(Systemd.class).warn("systemd-notify cannot be started ({}): systemd is not told {}", e.getMessage(), what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
