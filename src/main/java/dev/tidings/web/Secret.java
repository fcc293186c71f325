package dev.tidings.web;

import java.util.regex.Pattern;

/** Addresses that are a reader's key. They stand in no log and in no cache. */
final class Secret {
  private static final Pattern KEY = Pattern.compile("^/+(u|confirm|preferences|move)/+[^/]+");

  private Secret() {}

  static boolean isIn(String path) {
    return KEY.matcher(path).find();
  }

  static String hidden(String path) {
    return KEY.matcher(path).replaceFirst("/$1/…");
  }
}
