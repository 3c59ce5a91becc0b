// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Set;

/**
 * One of the tables whose rows of the same index make a post.
 *
 * @param name as its schema is called, and as it is looked for unless there is a query
 * @param indexColumn an integer, which is always read
 * @param query the user's SELECT that stands in for the table; null for the table itself
 * @param included the columns that are read; empty for all
 * @param excluded columns that are not
 */
public record SampledTable(
    TableName name, String indexColumn, String query, Set<String> included, Set<String> excluded) {

  boolean reads(String column) {
    return column.equals(indexColumn)
        || ((included.isEmpty() || included.contains(column)) && !excluded.contains(column));
  }

  String from(Dialect dialect) {
    return " FROM " + (query == null ? dialect.quote(name) : "(" + query + "\n) pinstream_rows");
  }
}
