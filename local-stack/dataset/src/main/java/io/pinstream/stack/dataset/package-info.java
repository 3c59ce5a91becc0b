// SPDX-License-Identifier: Apache-2.0
/**
 * A seeded data set in the shape of the original's three tables, and its loader for MySQL, MariaDB
 * and PostgreSQL.
 *
 * <p>Rows: {@link io.pinstream.stack.dataset.PinterestDataset} gives each ({@code PinRow}, {@code
 * GeoRow}, {@code UserRow}) as a pure function of seed, number of rows and index, so that any
 * thread may ask. {@code RowPlan} says which kind a row is, by {@code Shares}, {@code Quotas} and a
 * {@code Shuffle}; {@code PosterSizes}, {@code PosterNames}, {@code Identities} and {@code
 * FollowerCounts} who posted it; {@code Categories}, {@code Subjects}, {@code PinText}, {@code
 * SentenceTemplate}, {@code Filler} and {@code WordList} what it says; {@code SixDigits} where.
 * {@code RandomNumbers} is where chance comes from.
 *
 * <p>Loading: {@link io.pinstream.stack.dataset.DatasetLoader} puts them into the {@code
 * DatasetSchema} at a {@code JdbcTarget}, by the {@code Dialect} of the database ({@code
 * MariaDbDialect}, {@code PostgreSqlDialect}, {@code BatchedInserts}). A {@code Table} has {@code
 * Column}s and writes rows to a {@code RowSink}, as {@code TabSeparatedText}; a {@code RowStream}
 * makes them on other threads, ahead of the caller's, who reads. {@code LoadedDataset} is what a
 * database holds, {@code ProgressListener} hears how far it is, on the caller's thread, and {@code
 * DatasetLoadException} says what to do.
 */
package io.pinstream.stack.dataset;
