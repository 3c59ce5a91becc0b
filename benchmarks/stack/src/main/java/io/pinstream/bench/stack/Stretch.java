// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was seen of one contender while it was warm.
 *
 * @param records that reached the topics, of the stretch only
 * @param time that they took
 * @param processors processor time that each process spent meanwhile, by its name
 * @param resident MiB that each of them held at the end, by the same names
 */
record Stretch(
    long records, Duration time, Map<String, Duration> processors, Map<String, Long> resident) {

  double recordsPerSecond() {
    return records / seconds(time);
  }

  /** Processor time of each process in microseconds for one record. */
  Map<String, Double> microsPerRecord() {
    var micros = new LinkedHashMap<String, Double>();
    processors.forEach((name, spent) -> micros.put(name, seconds(spent) * 1e6 / records));
    return micros;
  }

  /** The same stretch counted in posts, of so many records each. */
  Stretch inPosts(int recordsPerPost) {
    return new Stretch(records / recordsPerPost, time, processors, resident);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
