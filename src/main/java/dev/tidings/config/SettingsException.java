package dev.tidings.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; everything that is wrong with it, at once. Nothing was done. */
public final class SettingsException extends Exception {
  private final transient List<SettingsProblem> problems;

  SettingsException(List<SettingsProblem> problems) {
    super(problems.stream().map(SettingsProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<SettingsProblem> problems() {
    return problems;
  }
}
