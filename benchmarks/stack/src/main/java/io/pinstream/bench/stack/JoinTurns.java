// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Lets contenders join the posts of the same topics, one after another. */
final class JoinTurns {
  /** What Pinstream's app demands of a topic of joined posts. */
  // What copying alone writes has keys three times: the cleaner must not come before the count.
  private static final Map<String, String> OUTPUT_CONFIGS =
      Map.of(
          "cleanup.policy",
          "compact",
          "min.compaction.lag.ms",
          "3600000",
          "max.message.bytes",
          "4194304");

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
    var perPost = contender.recordsPerPost();
    return run(
        contender,
        (output, meter) -> {
          var stretch = meter.measure(warmUp * perPost, (posts - warmUp) * perPost);
          new JoinedPosts(contender.name(), posts, posts * perPost)
              .check(stack.broker().bootstrapServers(), output);
          return stretch.inPosts(perPost);
        });
  }

  /**
   * Lets a contender join what is and what comes, without anything left over from an earlier turn.
   *
   * @param use looks on, given the output topic and what counts its records
   */
  <T> T run(JoinContender contender, BiFunction<String, TopicMeter, T> use) {
    var name = "%s-%s".formatted(contender.module(), turns++);
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
                OUTPUT_CONFIGS,
                Map.of("app", process.pid(), "broker", stack.broker().process().pid()))) {
      return use.apply(output, meter);
    }
  }
}
