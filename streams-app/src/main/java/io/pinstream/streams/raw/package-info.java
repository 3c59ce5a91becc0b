// SPDX-License-Identifier: Apache-2.0
/**
 * Before the join where the input topics hold rows that nobody cleaned: {@code RawInputs} is that
 * part of the topology, {@code CleanProcessor} its processor for a table, whose {@code RowCleaner}
 * cleans by a preset of Clean. Rows go under their index to a topic for each table, from which the
 * join reads them.
 *
 * <p>{@code run} puts the topology together on the main thread; the stream thread that has a
 * partition then makes a processor for it and calls it, one record after the other.
 */
package io.pinstream.streams.raw;
