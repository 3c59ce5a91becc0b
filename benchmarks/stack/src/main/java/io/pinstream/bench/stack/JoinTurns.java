// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Topics;
import java.util.List;
import java.util.Map;

/** Lets contenders join the posts of the same topics, one after another. */
final class JoinTurns {
  private final BenchmarkStack stack;
  private final String userId;
  private int turns;

  /**
   * @param userId whose topics hold the posts
   */
  JoinTurns(BenchmarkStack stack, String userId) {
    this.stack = stack;
    this.userId = userId;
  }

  /**
   * Lets a contender read the topics from their beginning, without anything left over from an
   * earlier turn.
   *
   * @param posts different ones in the topics
   * @return the last of them, those before left out
   * @throws io.pinstream.stack.StackException if what it has written is not each post once
   */
  Stretch run(JoinContender contender, long warmUp, long posts) {
    var name = "%s-%d".formatted(contender.module(), turns++);
    var bootstrap = stack.broker().bootstrapServers();
    var output = new Topics(userId).post();
    var before = new TopicsSince(bootstrap);
    try (before;
        var process =
            contender.start(
                stack, stack.data().run(name), Map.of("user.id", userId, "application.id", name));
        var meter =
            new TopicMeter(
                bootstrap,
                List.of(output),
                SourceTurns.PARTITIONS,
                Map.of("app", process.pid(), "broker", stack.broker().process().pid()))) {
      var perPost = contender.recordsPerPost();
      var stretch = meter.measure(warmUp * perPost, (posts - warmUp) * perPost).inPosts(perPost);
      new JoinedPosts(contender.name(), posts, posts * perPost).check(bootstrap, output);
      return stretch;
    }
  }
}
