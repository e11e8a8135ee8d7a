package dev.sluice.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Makes the database file of one fixture, or whatever shall lie in its place. */
@FunctionalInterface
interface Recipe {
  void make(Path file) throws IOException, SQLException;
}
