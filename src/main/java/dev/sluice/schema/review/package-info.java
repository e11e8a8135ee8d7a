/**
 * What reviewers of {@code schema/*.sql} use: the folder as data, what it declares, how two schemas
 * differ and for whom that matters, rules with waivers, and the page about the schema. Asks SQLite
 * through {@link dev.sluice.schema.review.SchemaEngine} and reads git through JGit.
 */
package dev.sluice.schema.review;
