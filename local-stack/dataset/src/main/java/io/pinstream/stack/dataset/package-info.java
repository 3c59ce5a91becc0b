/**
 * A seeded data set in the shape of the original's three tables, and its loader for MySQL, MariaDB
 * and PostgreSQL.
 *
 * <p>{@link io.pinstream.stack.dataset.PinterestDataset} gives each row as a pure function of seed,
 * number of rows and index; {@link io.pinstream.stack.dataset.DatasetLoader} puts them into a
 * database.
 */
package io.pinstream.stack.dataset;
