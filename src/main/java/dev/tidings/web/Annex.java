package dev.tidings.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.Function;

/** Pages of another package behind the same door. They say themselves who may open them. */
public interface Annex {
  /** @param requester the asker's network address, proxies seen through */
  void mount(JavalinConfig config, Function<Context, String> requester);

  /** Whether what is sent to this path may be as large as an operator's report; else 32 kB are the most. */
  default boolean takesFiles(String path) {
    return false;
  }
}
