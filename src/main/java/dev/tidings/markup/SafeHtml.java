package dev.tidings.markup;

/**
 * HTML that went through the sanitiser: an allow-list of elements and attributes, absolute http, https and mailto links
 * only. The proof is the type: only this package makes one.
 */
public final class SafeHtml {
  public static final SafeHtml EMPTY = new SafeHtml("");
  private final String value;

  SafeHtml(String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }

  public boolean isEmpty() {
    return value.isBlank();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeHtml html && html.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
