package dev.tidings.app;

import dev.tidings.store.TestStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(TestStore.OnPostgres.class)
class RoundTripOnPostgresTest extends RoundTripTest {}
