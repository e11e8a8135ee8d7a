/**
 * The pipelines that make stores: one thread parses, one writes, and what was made takes the place
 * of what was there in one step, after it was looked at.
 */
package dev.sluice.build;
