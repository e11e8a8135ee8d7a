/**
 * A source tree to bundles: walking, decoding, chunking by grammar, section or window, and
 * everything a chunk carries. What becomes a chunk is described in docs/producer.md.
 */
package dev.sluice.producer;
