package dev.tidings.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes gathered for one flight. Kept and used again by a session, so that no mail allocates its own. */
public final class Wire {
  private byte[] bytes = new byte[64 * 1024];
  private int length;

  /** Characters below 256 only; anything else must have been encoded before. */
  @SuppressWarnings("deprecation") // String.getBytes(int, int, byte[], int) is the one copy without a charset encoder
  public Wire ascii(String text) {
    room(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  public Wire utf8(String text) {
    byte[] encoded = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return bytes(encoded, 0, encoded.length);
  }

  public Wire bytes(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  private void room(int more) {
    if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
  }

  int length() {
    return length;
  }

  void backTo(int earlier) {
    length = earlier;
  }

  void sendTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    out.flush();
    length = 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
