package dev.tidings.admin;

import java.util.function.Consumer;

/**
 * One entry of the site map.
 *
 * @param changes whether it is a POST; what is none changes nothing
 * @param path below /admin, with {names} of what varies
 */
record Route(boolean changes, String path, Need need, Consumer<Call> page) {
  static Route get(String path, Need need, Consumer<Call> page) {
    return new Route(false, path, need, page);
  }

  static Route post(String path, Need need, Consumer<Call> page) {
    return new Route(true, path, need, page);
  }
}
