package dev.tidings.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** From the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    return new String[] {"tidings " + version, "Java " + System.getProperty("java.version")};
  }
}
