// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.topics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the dead-letter topic, as the Streams app makes it, where nobody has yet. */
public final class DeadLetterTopic {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);
  // Room for what the Streams app puts into the same topic: a record of its inputs and the reason.
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  private DeadLetterTopic() {}

  /**
   * Makes it, and waits for that. What goes wrong is logged: an operator may have made it, and if
   * nobody has, the rows that would go there are answered with an error.
   */
  public static void ensure(Admin admin, String name) throws InterruptedException {
    NewTopic topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(MAX_MESSAGE_BYTES)));
    try {
      admin.createTopics(List.of(topic)).all().get();
      LOG.info("created topic {}", name);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        LOG.warn(
            "could not make the dead-letter topic {} ({}): if it is not there, make it, or rows that can't be"
                + " cleaned are answered with 503",
            name,
            e.getCause().getMessage());
      }
    }
  }
}
