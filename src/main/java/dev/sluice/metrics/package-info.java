/** What Sluice does as meters of Micrometer, for services that have it on their class path. */
package dev.sluice.metrics;
