/**
 * The database: connections, transactions and numbered migrations. SQL sits in the packages that own the words.
 * Open {@link dev.tidings.store.Database} first. This package knows no domain and must never learn any.
 */
@NullMarked
package dev.tidings.store;

import org.jspecify.annotations.NullMarked;
