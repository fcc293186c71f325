package dev.tidings.render;

import java.util.Optional;

/** The body of a mail that is no edition: plain text only, folded at 72 columns. */
public final class NoticeBody {
  private NoticeBody() {}

  public static MailBody of(String text) {
    return MailPress.press(TextFold.fold(text), Optional.empty());
  }
}
