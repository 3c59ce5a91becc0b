// SPDX-License-Identifier: Apache-2.0
/**
 * From rows to posts, and everything that knows JDBC.
 *
 * <p>From the database to a post: {@code Database} does work with its connections; {@code Retries}
 * tries again what may pass; {@code AlignedTables} are the tables, {@code TableQueries} what is
 * asked of one, {@code IndexSet} which indexes there are; {@code SampledRows} reads what {@code
 * RowCache} does not hold, which {@code RowPacking} packs, no more at a time than {@code ReadBytes}
 * allows ({@code TooManyException}); {@code PostReader} does so for one position after the other,
 * {@code Composition} puts together what is emitted there ({@code EditedRow}, {@code BadRecord}) as
 * a {@code SampledPost}, and {@code PostFeed} hands it to the task.
 *
 * <p>From a column to a Connect type: {@code TableLayout} asks a {@code Dialect} ({@code
 * MariaDbDialect}, {@code MySqlDialect}, {@code PostgreSqlDialect}) for the {@code ColumnMapping}
 * of each {@code ColumnType}; {@code JdbcTypes} holds mappings.
 *
 * <p>What is set: {@code SampledTable} (a table, or a SELECT in its place), {@code
 * ConnectionSettings}, {@code TrustedAuthorities}, {@code TableSelection}, {@code TableName},
 * {@code MissingRow}. What goes wrong: {@code Fault} says what can be done about an error, {@code
 * Redaction} keeps secrets out of it, {@code TableLayoutException} and {@code
 * Retries.GaveUpException} say the rest, {@code Warnings} each of them once.
 *
 * <p>Threads: a reader, which makes posts, and a refresher, which keeps the memory up to date, both
 * of {@code PostReader}; they share {@code RowCache} alone. The task's thread touches {@code
 * PostFeed} alone. {@code DatabaseProbe} belongs to the validation of settings; a thread of the
 * worker's waits for those that it asks on.
 */
package io.pinstream.connect.source.database;
