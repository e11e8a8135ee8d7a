/**
 * The declared schema, the catalogs it is compared with, and the one decision about them. Knows
 * neither JDBC nor LMDB: a store observes itself and hands the {@link
 * dev.sluice.schema.Observation} in.
 */
package dev.sluice.schema;
