/**
 * What an index is made from, outside any store: artifacts, bundles, manifests and index_state, as
 * described in docs/formats.md. Reading is streaming where the format allows it.
 */
package dev.sluice.artifact;
