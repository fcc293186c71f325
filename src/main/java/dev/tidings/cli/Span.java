package dev.tidings.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30s}, {@code 30m} or {@code 2h}. */
final class Span implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

  @Override
  public Duration convert(String value) {
    Matcher form = FORM.matcher(value.strip());
    if (!form.matches()) throw new TypeConversionException("'%s' is not a length of time. Write it as 45s, 30m or 2h.".formatted(value));
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
