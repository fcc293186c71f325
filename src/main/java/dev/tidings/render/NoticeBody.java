package dev.tidings.render;

import java.util.Optional;

/** The body of a mail that is no edition: plain text, folded at 72 columns. */
public final class NoticeBody {
  private NoticeBody() {}

  /** With a page of its own beside the text. */
  public static MailBody of(String text, String html) {
    return html.isEmpty() ? of(text) : MailPress.press(TextFold.fold(text), Optional.of(html));
  }

  public static MailBody of(String text) {
    return MailPress.press(TextFold.fold(text), Optional.empty());
  }
}
