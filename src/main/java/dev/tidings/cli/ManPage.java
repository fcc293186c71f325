package dev.tidings.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands as they describe themselves, in the macros of man(7); the same line gives the same bytes. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String of(CommandLine line) {
    var man = new ManPage();
    CommandSpec root = line.getCommandSpec();
    man.page.append(".TH TIDINGS 1\n.SH NAME\n").append(plain("tidings - " + words(root.usageMessage().description()))).append('\n');
    man.page.append(".SH SYNOPSIS\n").append(plain("tidings [--home DIR] COMMAND [OPTIONS]")).append('\n');
    man.page.append(".SH OPTIONS\n");
    root.options().forEach(man::option);
    man.page.append(".SH COMMANDS\n");
    line.getSubcommands().values().forEach(man::command);
    man.page.append(".SH NOTES\n");
    man.footer(root);
    return man.page.toString();
  }

  private void command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    page.append(".SS ").append(plain(spec.qualifiedName())).append('\n').append(plain(words(spec.usageMessage().description()))).append('\n');
    spec.positionalParameters().stream().filter(parameter -> !parameter.hidden()).forEach(this::parameter);
    spec.options().stream().filter(option -> !option.inherited() && !option.hidden()).forEach(this::option);
    footer(spec);
    line.getSubcommands().values().forEach(this::command);
  }

  private void parameter(PositionalParamSpec parameter) {
    entry("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
  }

  private void option(OptionSpec option) {
    String names = Stream.of(option.names()).map(name -> "\\fB" + escaped(name) + "\\fR").collect(Collectors.joining(", "));
    entry(option.arity().max() == 0 ? names : names + " \\fI" + escaped(option.paramLabel()) + "\\fR", option);
  }

  private void entry(String head, ArgSpec arg) {
    page.append(".TP\n").append(head).append('\n').append(plain(words(arg.description()).replace("${DEFAULT-VALUE}", String.valueOf(arg.defaultValue())))).append('\n');
  }

  private void footer(CommandSpec spec) {
    Arrays.stream(spec.usageMessage().footer()).filter(line -> !line.isBlank()).forEach(line -> page.append(".PP\n").append(plain(line)).append('\n'));
  }

  private static String words(String... lines) {
    return String.join(" ", lines);
  }

  /** A line of text as itself: no escape, no request at its beginning, and never blank, which man takes for a space. */
  private static String plain(String text) {
    String line = escaped(Ansi.OFF.string(text).replace('\n', ' ').strip());
    return line.isEmpty() || line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
  }
}
