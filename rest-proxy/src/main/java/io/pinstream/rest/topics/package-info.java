// SPDX-License-Identifier: Apache-2.0
/**
 * The cluster's topics. {@code TopicDirectory} answers requests with what the brokers said last,
 * {@code UnknownTopicException} is for those that callers may not see, {@code DeadLetterTopic}
 * makes the one that the proxy needs. The admin client's answers are handed on by an executor:
 * nothing of ours runs on Kafka's thread.
 */
package io.pinstream.rest.topics;
