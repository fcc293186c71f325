package dev.tidings.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the desk and the folder of the house. */
abstract class Command implements Callable<Integer> {
  @Spec CommandSpec spec;

  final TidingsCommand root() {
    return (TidingsCommand) spec.root().userObject();
  }

  final Path home() {
    return root().home();
  }

  final PrintWriter out() {
    return root().desk().out();
  }

  final PrintWriter err() {
    return root().desk().err();
  }
}
