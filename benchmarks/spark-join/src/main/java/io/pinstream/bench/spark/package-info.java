// SPDX-License-Identifier: Apache-2.0
/**
 * The app's join as Spark has it: {@code KeyedJoin} by hand, {@code StreamJoin} of streams, both
 * with what {@code SparkQuery} gives every query. Each is a process that the benchmark starts and ends: its main thread starts the query and waits, and Spark's threads run it.
 */
package io.pinstream.bench.spark;
