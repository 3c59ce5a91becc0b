// SPDX-License-Identifier: Apache-2.0
/**
 * The topics of the app: {@code TopicNames} says what they are called, {@code ClusterTopics} waits
 * for the inputs, judges them and makes the outputs, {@code OutputTopicCheck} says whether those
 * take what will be written, {@code InternalTopics} are those that Kafka Streams makes. What can't
 * be worked with is a {@code TopicsException}. Called by {@code run} on the main thread before the
 * streams start.
 */
package io.pinstream.streams.topics;
