// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Post;

/** What one question counts of posts that somebody picks. Not thread-safe. */
public final class PickedCounts {
  private final Question question;
  private final QuestionCounts counts;
  private final PackedKey key = new PackedKey();

  /** No counts yet. */
  public PickedCounts(Question question) {
    this.question = question;
    this.counts = question.newCounts();
  }

  /** Counts a complete post. */
  public void add(Post post) {
    if (question.writeKey(post, key.start())) {
      counts.add(key.toBytes(), 1);
    }
  }

  /** The sum over what was counted so far. */
  public QuestionSum sum() {
    return new QuestionSum(question, counts.copy());
  }
}
