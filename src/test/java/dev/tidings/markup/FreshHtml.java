package dev.tidings.markup;

/** HTML that a test vouches for. */
public final class FreshHtml {
  private FreshHtml() {}

  public static SafeHtml of(String html) {
    return new SafeHtml(html);
  }

  public static Inline inline(String text) {
    return new Inline(of(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")), text);
  }
}
