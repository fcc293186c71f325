package dev.tidings.audience;

import dev.tidings.store.TestStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL, with every build. */
@ExtendWith(TestStore.OnPostgres.class)
class AudienceOnPostgresTest extends AudienceTest {}
