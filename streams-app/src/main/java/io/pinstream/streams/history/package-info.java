// SPDX-License-Identifier: Apache-2.0
/**
 * How answers changed: {@code HistoryRecorder} writes a point for each minute, hour and day, as
 * {@code HistoryStep} has them, to a compacted topic, on the stream thread that has partition 0;
 * every instance holds the topic in a global store of Kafka Streams, which {@code History} reads
 * from any thread.
 */
package io.pinstream.streams.history;
