/**
 * The SQLite store: opening files nobody vouches for, observing their catalog for the gate, reading
 * them through the DAOs, and writing them. With {@code schema/*.sql} the only place that knows SQL.
 */
package dev.sluice.sqlite;
