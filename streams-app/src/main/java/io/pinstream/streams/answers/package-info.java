// SPDX-License-Identifier: Apache-2.0
/**
 * The eight questions, answered from counts that every change of a post adds to and takes from. A
 * {@code Question} says what it counts and what it makes of the counts.
 *
 * <p>From a post to an answer: {@link io.pinstream.streams.answers.QuestionKeys} writes what a
 * question counts of a {@link io.pinstream.streams.post.Post} as a {@code PackedKey}; {@link
 * io.pinstream.streams.answers.PartitionCounts} (one partition; its stream thread) counts the keys
 * of each question as {@code QuestionCounts}, which are {@code PackedCounts}, made of {@code
 * PackedTable}s, or, for the third question, {@code PosterCounts}; {@link
 * io.pinstream.streams.answers.LocalCounts} (this instance; any thread) adds its partitions up into
 * a {@link io.pinstream.streams.answers.QuestionSum} (one caller), to which those of other
 * instances are added; {@code Aggregates} makes {@link io.pinstream.streams.answers.AnswerRow rows}
 * of it, with the help of {@code AgeGroup}, which are the answer. {@code Breakdown} reads the first
 * question's counts by country or category; {@code PickedCounts} counts posts that pass a filter,
 * which nobody has counted before.
 *
 * <p>{@code AnswerPublisher} writes what has changed to the answers' topics: on the stream thread
 * that has partition 0, from an {@code AnswerSnapshot} that another thread has collected.
 */
package io.pinstream.streams.answers;
