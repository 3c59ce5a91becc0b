// SPDX-License-Identifier: Apache-2.0
/**
 * How answers changed: {@code HistoryRecorder} writes a point for each minute, hour and day, as
 * {@code HistoryStep} has them, to a compacted topic, on the stream thread that has partition 0;
 * {@code History} of every instance reads the topic in a thread of its own, and is asked from any.
 */
package io.pinstream.streams.history;
