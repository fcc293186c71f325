package dev.tidings.app;

import dev.tidings.cli.Desk;
import dev.tidings.cli.TidingsCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;

/** One command line given in a house, inside this process, and what came of it. */
record CommandRun(int exit, String out, String err, Duration took) {
  static CommandRun in(Path house, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    long start = System.nanoTime();
    int exit = TidingsCommand.carryOut(new Desk(new Desk.Streams(new PrintWriter(out), new PrintWriter(err), InputStream.nullInputStream(), false), house, OpenHouse::open, new OrdinaryNewsroom()), args);
    return new CommandRun(exit, out.toString(), err.toString(), Duration.ofNanos(System.nanoTime() - start));
  }
}
