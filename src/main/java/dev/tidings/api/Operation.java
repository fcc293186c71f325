package dev.tidings.api;

import dev.tidings.staff.ApiKeys.Scope;
import java.util.function.Function;

/**
 * One thing a program can ask for.
 *
 * @param changes whether it is a POST · @param path below /api/v1 · @param scope that a key must have
 */
record Operation(boolean changes, String path, Scope scope, Function<Asked, Answer> work) {
  /** @param body written as JSON */
  record Answer(int status, Object body) {
    static Answer ok(Object body) {
      return new Answer(200, body);
    }
  }
}
