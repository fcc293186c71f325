package dev.tidings.bounce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The head of a message: reports stand in front, and what they return may be of any size. */
final class Octets extends ByteArrayOutputStream {
  static final int MOST = 1 << 20;

  static byte[] of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST);
    }
  }

  @Override
  public synchronized void write(int octet) {
    if (size() < MOST) super.write(octet);
  }

  @Override
  public synchronized void write(byte[] octets, int from, int length) {
    super.write(octets, from, Math.min(length, MOST - size()));
  }
}
