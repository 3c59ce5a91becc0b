// SPDX-License-Identifier: Apache-2.0
/**
 * From rows to posts, and everything that knows JDBC.
 *
 * <p>Two threads of a task work here. The reader ({@link
 * io.pinstream.connect.source.database.PostReader}) draws rows, takes them from memory or reads
 * them by index, and hands posts over by {@link io.pinstream.connect.source.database.PostFeed}; the
 * other one reads into memory what fits there, and reads it again. Both go through {@link
 * io.pinstream.connect.source.database.Retries}, which knows from a dialect which errors may pass.
 */
package io.pinstream.connect.source.database;
