/**
 * Suites that any store, producer or retrieval service can run against its own files, with the
 * fixtures they need and the generators of those. Each suite is an abstract class of JUnit tests; a
 * subclass says how to ask the code under test. See docs/contracts/sqlite.md.
 */
package dev.sluice.contract;
