package dev.tidings.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --at}: a moment with its offset, so that it means the same everywhere. RFC 3339 */
final class Moment implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'%s' is not a moment with its offset. Write it as 2026-01-28T08:00:00Z or 2026-01-28T08:00:00+01:00.".formatted(value));
    }
  }
}
