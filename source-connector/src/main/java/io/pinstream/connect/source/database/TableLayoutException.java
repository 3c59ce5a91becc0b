// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.errors.ConnectException;

/** A table can be read but not used as it is; the message says why and what to do. */
public final class TableLayoutException extends ConnectException {

  private static final long serialVersionUID = 1L;

  public enum Problem {
    /** The index column is missing or holds no integers. */
    INDEX_COLUMN,
    /** A column has a type that Connect can't carry. */
    UNMAPPED_COLUMN,
    /** Two columns have the same name. */
    COLUMN_OF_QUERY,
    INCLUDED_COLUMN,
    EXCLUDED_COLUMN
  }

  private final Problem problem;

  TableLayoutException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
