package dev.sluice.schema;

/** A trigger and the table it watches. */
public record Trigger(String name, String table) {}
