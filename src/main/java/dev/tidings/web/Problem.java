package dev.tidings.web;

import java.util.Map;

/**
 * What was wrong with a request and what to do. As JSON it is RFC 9457's.
 *
 * @param title a few words · @param detail what to do, never what exists
 */
record Problem(int status, String title, String detail) {
  static final String JSON = "application/problem+json";

  private static final Map<Integer, Problem> KNOWN = Map.of(
      400, new Problem(400, "This request cannot be read", "Go back and try once more."),
      403, new Problem(403, "That is not allowed from here", "Use the form on this site."),
      404, new Problem(404, "There is no such page", "The address may be mistyped, or the page is gone. The front page lists what there is."),
      405, new Problem(405, "This page cannot be used that way", "Open it as a page."),
      413, new Problem(413, "That is too much at once", "Send less than 32 kilobytes."),
      414, new Problem(414, "That address is too long", "Shorten it."),
      429, new Problem(429, "Too many requests from your network", "Wait a minute and try again."),
      431, new Problem(431, "The request's headers are too large", "Delete this site's cookies, if there are any, and try again."),
      503, new Problem(503, "Not just now", "Try again in a minute."));

  static Problem of(int status) {
    return KNOWN.getOrDefault(status, status < 500
        ? new Problem(status, "This request cannot be answered", "Go back and try once more.")
        : new Problem(status, "Something is wrong on our side", "It has been noted. Try again later."));
  }

  Problem saying(String words) {
    return new Problem(status, title, words);
  }

  Map<String, Object> asJson() {
    return Map.of("type", "about:blank", "title", title, "status", status, "detail", detail);
  }
}
