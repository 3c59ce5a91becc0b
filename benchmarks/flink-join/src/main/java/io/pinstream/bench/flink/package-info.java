// SPDX-License-Identifier: Apache-2.0
/**
 * The app's join as Flink has it: {@code KeyedJoin} by hand, {@code SqlJoin} in SQL, both with
 * {@code FlinkSettings}. Each is a process that the benchmark starts and ends: its main thread submits the job, and Flink's task threads run it.
 */
package io.pinstream.bench.flink;
