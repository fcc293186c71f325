package dev.tidings.store;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Texts without the character NUL, which PostgreSQL does not keep. */
final class NoNul extends AbstractArgumentFactory<String> {
  NoNul() {
    super(Types.VARCHAR);
  }

  @Override
  protected Argument build(String value, ConfigRegistry config) {
    String kept = value.indexOf(0) < 0 ? value : value.replace("\0", "");
    return (position, statement, context) -> statement.setString(position, kept);
  }
}
