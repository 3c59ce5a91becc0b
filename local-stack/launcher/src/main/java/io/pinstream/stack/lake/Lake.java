// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.Topics;
import java.util.List;
import java.util.Map;

/** What the sink connector writes to the bucket, and how to read it back. */
public interface Lake {

  /** The relations that a query may name, as far as they are there: {@code pin}, {@code geo} ... */
  List<String> RELATIONS = List.of("pin", "geo", "user", "post");

  /** What messages call it. */
  String name();

  /** The sink connector's settings. */
  Map<String, String> sink(Topics topics);

  /** How Spark SQL reads the joined posts. */
  SparkAccess spark();

  /**
   * What a Spark session needs to read the joined posts.
   *
   * @param settings of the session
   * @param statements to run first
   * @param posts the table or view that then holds them
   */
  record SparkAccess(Map<String, String> settings, List<String> statements, String posts) {}

  /**
   * Keeps what the sink has written fast to read; a sink may write meanwhile.
   *
   * @return what was done to each table; nothing for a lake without tables
   */
  List<TableMaintenance.Report> maintain(Retention retention);

  /** A DuckDB {@code FROM} term for each relation that has rows. */
  Map<String, String> relations();
}
