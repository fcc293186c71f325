package dev.tidings.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links of these pages, for templates. Each value is escaped. */
public final class Links {
  private final String admin;

  /** @param admin what all begin with */
  Links(String admin) {
    this.admin = admin;
  }

  public String to(String path) {
    return admin + path;
  }

  public String to(String path, String key, Object value) {
    return admin + path + "?" + key + "=" + escaped(value);
  }

  public String to(String path, String key, Object value, String second, Object other) {
    return to(path, key, value) + "&" + second + "=" + escaped(other);
  }

  public String to(String path, String key, Object value, String second, Object other, String third, Object last) {
    return to(path, key, value, second, other) + "&" + third + "=" + escaped(last);
  }

  /** A piece of a path. */
  public String piece(Object value) {
    return escaped(value).replace("+", "%20");
  }

  private static String escaped(Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }
}
