// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The cells of a notebook in Databricks' source format. */
final class NotebookCells {
  private static final String HEADER = "-- Databricks notebook source\n";

  private NotebookCells() {}

  /**
   * The SQL of a SQL notebook's cells, in order; those that are text or another notebook's left
   * out.
   */
  static List<String> sql(Path notebook) throws IOException {
    var source = Files.readString(notebook);
    if (!source.startsWith(HEADER)) {
      throw new IOException(notebook + " does not begin with " + HEADER);
    }
    return Arrays.stream(source.substring(HEADER.length()).split("\n-- COMMAND ----------\n", -1))
        .map(String::strip)
        .filter(cell -> !cell.startsWith("-- MAGIC"))
        .toList();
  }
}
