// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.topics;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** There is no such topic, or none that callers may see. */
public final class UnknownTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String topic;

  UnknownTopicException(String topic) {
    super("there is no topic " + topic, null, false, false);
    this.topic = topic;
  }

  public String topic() {
    return topic;
  }

  /** Whether the brokers' answer says that there is no such topic. */
  static boolean isMeantBy(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException;
  }

  static CompletionException unwrapped(Throwable failure) {
    return failure instanceof CompletionException completion
        ? completion
        : new CompletionException(failure);
  }
}
