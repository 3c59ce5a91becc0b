// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.join.JoinMeters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many posts this instance has, how many of them have null in each field, and how many records
 * became dead letters, by reason, since it started.
 */
public final class Quality {
  private final LivePosts posts;
  private final LocalCounts answers;
  private final JoinMeters meters;

  public Quality(LivePosts posts, LocalCounts answers, JoinMeters meters) {
    this.posts = posts;
    this.answers = answers;
    this.meters = meters;
  }

  /** The figures by name, in the order in which the API shows them. */
  public Map<String, Object> figures() {
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("posts", posts.count());
    quality.put("nulls", answers.nullsByField());
    quality.put("dead_letters", meters.deadLettersByReason());
    return quality;
  }
}
