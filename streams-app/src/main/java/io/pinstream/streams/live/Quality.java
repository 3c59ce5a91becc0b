// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.answers.Answers;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many posts this instance has, and how many of them have null in each field. */
public final class Quality {
  private final LivePosts posts;
  private final Answers answers;

  public Quality(LivePosts posts, Answers answers) {
    this.posts = posts;
    this.answers = answers;
  }

  /** The figures by name, in the order in which the API shows them. */
  public Map<String, Object> figures() {
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("posts", posts.count());
    quality.put("nulls", answers.nullsByField());
    return quality;
  }
}
