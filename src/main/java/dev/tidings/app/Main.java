package dev.tidings.app;

import dev.tidings.cli.Desk;
import dev.tidings.cli.TidingsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (Boolean.getBoolean("tidings.heap.small")) SmallHeap.keep();
    System.exit(start(args));
  }

  /** One command line; UTF-8 on both streams, whatever the machine's locale. */
  static int start(String... args) {
    Desk desk =
        new Desk(
            new Desk.Streams(writer(new FileOutputStream(FileDescriptor.out)), writer(new FileOutputStream(FileDescriptor.err)), System.in,
                Boolean.getBoolean("tidings.terminal")),
            Path.of("").toAbsolutePath(), OpenHouse::open, new OrdinaryNewsroom());
    return TidingsCommand.carryOut(desk, args);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new java.io.OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
