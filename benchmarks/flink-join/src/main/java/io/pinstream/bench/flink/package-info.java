// SPDX-License-Identifier: Apache-2.0
/**
 * The app's join as Flink has it: {@code KeyedJoin} by hand, {@code SqlJoin} in SQL, both with
 * {@code FlinkSettings}. Each is a process that the benchmark starts and ends.
 */
package io.pinstream.bench.flink;
