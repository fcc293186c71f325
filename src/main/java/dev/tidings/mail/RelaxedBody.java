package dev.tidings.mail;

import dev.tidings.post.Fingerprint;
import dev.tidings.render.Hole;
import dev.tidings.render.MailBody;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A variant's body as DKIM reads it: runs of blanks one, none at line ends, no empty lines at the end. What stands before
 * the first reader's token is hashed once for all readers. RFC 6376 3.4.4
 */
final class RelaxedBody {
  private final byte[] bytes;
  private final List<Hole> holes;
  private final MessageDigest shared;

  RelaxedBody(MailBody body) {
    byte[] in = body.bytes();
    byte[] out = new byte[in.length + 2];
    var moved = new ArrayList<Hole>();
    int length = 0;
    int next = 0;
    for (int i = 0; i < in.length; i++) {
      if (next < body.holes().size() && body.holes().get(next).offset() == i) moved.add(new Hole(length, body.holes().get(next++).kind()));
      boolean blank = in[i] == ' ' || in[i] == '\t';
      if (blank && length > 0 && out[length - 1] == ' ') continue;
      if (in[i] == '\r' && length > 0 && out[length - 1] == ' ') length--;
      out[length++] = blank ? (byte) ' ' : in[i];
    }
    while (length >= 4 && out[length - 1] == '\n' && out[length - 3] == '\n') length -= 2;
    if (length == 2 && out[0] == '\r') length = 0;
    this.bytes = Arrays.copyOf(out, length);
    this.holes = List.copyOf(moved);
    this.shared = Fingerprint.begun();
    shared.update(bytes, 0, holes.isEmpty() ? length : holes.get(0).offset());
  }

  byte[] hash(Function<Hole.Kind, String> token) {
    try {
      MessageDigest digest = (MessageDigest) shared.clone();
      int at = holes.isEmpty() ? bytes.length : holes.get(0).offset();
      for (Hole hole : holes) {
        digest.update(bytes, at, hole.offset() - at);
        digest.update(token.apply(hole.kind()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        at = hole.offset() + Hole.WIDTH;
      }
      digest.update(bytes, at, bytes.length - at);
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JDK's SHA-256 can be cloned", e);
    }
  }
}
