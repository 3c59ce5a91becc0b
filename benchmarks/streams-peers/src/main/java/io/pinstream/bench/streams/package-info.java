// SPDX-License-Identifier: Apache-2.0
/**
 * The app's join in Kafka Streams' own DSL: {@code TableChain}, {@code Cogroup}, and {@code Copy},
 * which only copies. {@code StreamsPeer} runs one with the app's settings until its process is
 * ended; {@code RivalSettings} is what other engines take from the same file, {@code Rows} treats
 * rows as text. {@code RecordTimes} is a process of its own, for the app's own join.
 *
 * <p>Kafka Streams' stream threads call the joins; the main thread waits for the end.
 */
package io.pinstream.bench.streams;
