package dev.tidings.bounce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * An mbox file. Under its lock it is put aside, so that the spool can go on; each message of it is settled, what was not
 * understood is kept in {@code NAME.unknown}, and then the part put aside is deleted. After a kill it is still there, is
 * read first, and what was settled is known. RFC 4155
 */
record MboxBox(Path file) {
  private static final byte[] START = "From ".getBytes(StandardCharsets.US_ASCII);

  void empty(Taker taker) {
    Path aside = file.resolveSibling(file.getFileName() + ".tidings");
    try {
      if (Files.exists(aside)) read(aside, taker);
      if (!Files.exists(file) || Files.size(file) == 0) return;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
        if (lock.isValid()) Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      }
      read(aside, taker);
    } catch (IOException e) {
      throw new BoxTrouble("%s: the mbox cannot be read or changed (%s). Check its path and permissions.".formatted(file, e), e);
    }
  }

  private void read(Path aside, Taker taker) throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".unknown");
    Files.deleteIfExists(partial(kept));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(aside))) {
      var message = new ByteArrayOutputStream();
      for (byte[] line = line(in); line.length > 0; line = line(in)) {
        if (starts(line) && message.size() > 0) {
          settle(message.toByteArray(), taker, kept);
          message.reset();
        }
        message.writeBytes(line);
      }
      if (message.size() > 0) settle(message.toByteArray(), taker, kept);
    }
    if (Files.exists(partial(kept))) append(partial(kept), kept);
    Files.delete(aside);
  }

  private static Path partial(Path kept) {
    return kept.resolveSibling(kept.getFileName() + ".part");
  }

  /** Kept messages are gathered beside first: a kill in between keeps none of them twice. */
  private static void settle(byte[] message, Taker taker, Path kept) throws IOException {
    int from = starts(message) ? lineEnd(message) : 0;
    byte[] own = java.util.Arrays.copyOfRange(message, from, Math.min(message.length, from + Octets.MOST));
    if (!taker.take(own)) Files.write(partial(kept), message, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void append(Path part, Path kept) throws IOException {
    try (OutputStream out = Files.newOutputStream(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      Files.copy(part, out);
    }
    Files.delete(part);
  }

  private static boolean starts(byte[] line) {
    return java.util.Arrays.equals(line, 0, Math.min(5, line.length), START, 0, 5);
  }

  private static int lineEnd(byte[] message) {
    int end = 0;
    while (end < message.length && message[end] != '\n') end++;
    return Math.min(message.length, end + 1);
  }

  private static byte[] line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(120);
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.write(octet);
      if (octet == '\n') break;
    }
    return line.toByteArray();
  }
}
