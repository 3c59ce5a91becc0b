// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which posts the source emits, and how.
 *
 * @param order {@code random}, {@code shuffle}, {@code sequential} or {@code python}
 * @param range the indexes to draw from, {@code LOW..HIGH} with both ends included; empty for all
 * @param postsPerSecond 0 for as fast as it goes
 * @param posts how many to emit; empty for ever
 * @param life what happens to posts besides
 * @param ramp how long the rate rises at the beginning
 */
public record Emulation(
    String order,
    long seed,
    Optional<String> range,
    double postsPerSecond,
    Optional<Long> posts,
    int tasks,
    Life life,
    Duration ramp) {

  /** The seed with which row 7528 comes first in the order of the original's script. */
  public static final long DEFAULT_SEED = 100;

  /** Nothing happens to posts but that they are emitted. */
  public Emulation(
      String order,
      long seed,
      Optional<String> range,
      double postsPerSecond,
      Optional<Long> posts,
      int tasks) {
    this(order, seed, range, postsPerSecond, posts, tasks, Life.NONE);
  }

  /** Every row once, as fast as it goes. */
  public static Emulation of(long posts) {
    return new Emulation("shuffle", DEFAULT_SEED, Optional.empty(), 0, Optional.of(posts), 1);
  }

  /** At the full rate from the first post on. */
  public Emulation(
      String order,
      long seed,
      Optional<String> range,
      double postsPerSecond,
      Optional<Long> posts,
      int tasks,
      Life life) {
    this(order, seed, range, postsPerSecond, posts, tasks, life, Duration.ZERO);
  }

  public Emulation withRate(double rate) {
    return new Emulation(order, seed, range, rate, posts, tasks, life, ramp);
  }

  public Emulation withPosts(long count) {
    return new Emulation(order, seed, range, postsPerSecond, Optional.of(count), tasks, life, ramp);
  }

  public Emulation withTasks(int count) {
    return new Emulation(order, seed, range, postsPerSecond, posts, count, life, ramp);
  }

  public Emulation withLife(Life newLife) {
    return new Emulation(order, seed, range, postsPerSecond, posts, tasks, newLife, ramp);
  }

  public Emulation withRamp(Duration newRamp) {
    return new Emulation(order, seed, range, postsPerSecond, posts, tasks, life, newRamp);
  }

  /** The source connector's settings for this. */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("sampling.order", order);
    settings.put("sampling.seed", Long.toString(seed));
    range.ifPresent(bounds -> settings.put("sampling.range", bounds));
    settings.put("posts.per.second", Double.toString(postsPerSecond));
    posts.ifPresent(count -> settings.put("posts.max", Long.toString(count)));
    if (!ramp.isZero()) {
      settings.put("arrival.ramp.ms", Long.toString(ramp.toMillis()));
    }
    settings.put("tasks.max", Integer.toString(tasks));
    settings.putAll(life.settings());
    return settings;
  }

  /** The smallest index that is drawn from tables without gaps. */
  public long firstRow() {
    return range
        .map(bounds -> Long.parseLong(bounds.substring(0, bounds.indexOf(".."))))
        .orElse(0L);
  }

  /** The largest index that is drawn from tables that hold the indexes from 0 on. */
  public long lastRow(int rows) {
    return range
        .map(
            bounds ->
                Math.min(rows - 1L, Long.parseLong(bounds.substring(bounds.indexOf("..") + 2))))
        .orElse(rows - 1L);
  }
}
