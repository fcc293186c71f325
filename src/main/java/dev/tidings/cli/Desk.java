package dev.tidings.cli;

import dev.tidings.demo.Newsroom;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Where a command is given: what it writes on and how it gets to the house.
 *
 * @param here the folder the command was given in
 * @param newsroom the ordinary path, for the demo
 */
public record Desk(Streams streams, Path here, Opener opener, Newsroom newsroom) {
  /**
   * @param out reports and JSON, nothing else
   * @param err everything else
   * @param in what is piped in
   * @param terminal whether somebody sees {@code err} move
   */
  public record Streams(PrintWriter out, PrintWriter err, InputStream in, boolean terminal) {}

  PrintWriter out() {
    return streams.out();
  }

  PrintWriter err() {
    return streams.err();
  }

  InputStream in() {
    return streams.in();
  }

  boolean terminal() {
    return streams.terminal();
  }
}
