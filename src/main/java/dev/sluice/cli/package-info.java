/** One class per command: parse, call, print. Everything else lives in the rooms behind it. */
package dev.sluice.cli;
