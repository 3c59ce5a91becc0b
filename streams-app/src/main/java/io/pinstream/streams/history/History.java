// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The points that the history's topic holds, as this instance has read them. */
public final class History {
  /** The global store of points by their keys. */
  public static final String STORE = "history";

  private final Supplier<KafkaStreams> streams;

  /**
   * The history.
   *
   * @param streams throws if they have not started
   */
  public History(Supplier<KafkaStreams> streams) {
    this.streams = streams;
  }

  /**
   * The newest points of a step, oldest first, each a JSON object.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if they are not there yet
   */
  public List<byte[]> points(HistoryStep step, int limit) {
    List<byte[]> points = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> newestFirst =
        store().reverseRange(step.firstKey(), step.lastKey())) {
      while (points.size() < limit && newestFirst.hasNext()) {
        points.add(newestFirst.next().value);
      }
    }
    Collections.reverse(points);
    return points;
  }

  /** When the newest minute began, ISO 8601; empty if there is none yet. */
  public Optional<String> newestMinute() {
    HistoryStep step = HistoryStep.MINUTE;
    try (KeyValueIterator<String, byte[]> newestFirst =
        store().reverseRange(step.firstKey(), step.lastKey())) {
      return newestFirst.hasNext()
          ? Optional.of(newestFirst.peekNextKey().substring(step.firstKey().length()))
          : Optional.empty();
    }
  }

  private ReadOnlyKeyValueStore<String, byte[]> store() {
    return streams
        .get()
        .store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.keyValueStore()));
  }
}
