package dev.tidings.cli;

import picocli.CommandLine.Option;

/** {@code --json}: one object on standard output, everything else on standard error. */
final class AsJson {
  @Option(names = "--json", description = "Print one JSON object on standard output.")
  boolean wanted;
}
