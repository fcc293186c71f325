package dev.tidings.admin;

/** A mail shown by itself, in a frame of these pages: no script runs in it and nothing of ours can be reached from it. */
final class Mails {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox; frame-ancestors 'self'";

  private Mails() {}

  static void html(Call call, String html) {
    framed(call);
    call.context().html(html);
  }

  static void text(Call call, String text) {
    framed(call);
    call.context().contentType("text/plain; charset=utf-8").result(text);
  }

  private static void framed(Call call) {
    call.context().header("Content-Security-Policy", POLICY).header("X-Frame-Options", "SAMEORIGIN").header("Referrer-Policy", "no-referrer");
  }
}
