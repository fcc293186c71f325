package dev.tidings.store;

import org.jdbi.v3.core.Handle;

/** An open transaction. Whoever takes one writes nothing for good: its owner commits or rolls back. */
public record Tx(Handle sql) {}
