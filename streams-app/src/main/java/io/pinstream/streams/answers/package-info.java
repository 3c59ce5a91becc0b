// SPDX-License-Identifier: Apache-2.0
/**
 * The eight questions, answered from counts that every change of a post adds to and takes from. A
 * {@code Question} says what it counts and what it makes of the counts.
 *
 * <p>From a post to an answer: the {@link io.pinstream.streams.answers.KeyPart}s of a question
 * write what it counts of a {@link io.pinstream.streams.post.Post} as a {@code PackedKey}; {@link
 * io.pinstream.streams.answers.PartitionCounts} (one partition; its stream thread) has {@code
 * Counts} of the keys of each question, and of the third {@code LeadingPosters}; {@link
 * io.pinstream.streams.answers.LocalCounts} (this instance; any thread) adds its partitions up into
 * a {@link io.pinstream.streams.answers.QuestionSum} (one caller), to which those of other
 * instances are added, or, for posts that pass a filter, which nobody has counted before, the posts
 * themselves; {@code Aggregates} makes {@link io.pinstream.streams.answers.AnswerRow rows} of it,
 * which are the answer. {@code Breakdown} reads the first question's counts by country or category.
 *
 * <p>{@code AnswerPublisher} writes what has changed to the answers' topics: on the stream thread
 * that has partition 0, from an {@code AnswerSnapshot} that another thread has collected.
 */
package io.pinstream.streams.answers;
