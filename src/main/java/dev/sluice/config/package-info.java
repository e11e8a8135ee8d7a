/** Settings from defaults, {@code sluice.json}, the environment and flags, with their origins. */
package dev.sluice.config;
