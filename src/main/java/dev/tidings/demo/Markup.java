package dev.tidings.demo;

/** Builds HTML; all text goes through {@link #text}, so that a subject or a file's name never becomes markup. */
final class Markup {
  private final StringBuilder out = new StringBuilder();

  /** Our own markup only, never anything from outside. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  Markup text(Object value) {
    out.append(escaped(value.toString()));
    return this;
  }

  Markup element(String name, Object value) {
    return raw("<" + name + ">").text(value).raw("</" + name + ">");
  }

  static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
