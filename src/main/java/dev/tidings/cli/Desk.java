package dev.tidings.cli;

import dev.tidings.demo.Newsroom;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Where a command is given: what it writes on and how it gets to the house.
 *
 * @param out reports and JSON, nothing else
 * @param err everything else
 * @param in what is piped in
 * @param here the folder the command was given in
 * @param newsroom the ordinary path, for the demo
 */
public record Desk(PrintWriter out, PrintWriter err, InputStream in, Path here, Opener opener, Newsroom newsroom) {}
