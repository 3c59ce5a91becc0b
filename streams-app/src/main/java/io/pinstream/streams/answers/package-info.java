/**
 * The eight questions, answered from counts that every change of a post adds to and takes from.
 *
 * <p>From a post to an answer: {@link io.pinstream.streams.answers.QuestionKeys} writes what a
 * question counts of a {@link io.pinstream.streams.post.Post} as a key; {@link
 * io.pinstream.streams.answers.PartitionCounts} (one partition; its stream thread) counts the keys
 * of each question; {@link io.pinstream.streams.answers.LocalCounts} (this instance; any thread)
 * adds its partitions up into a {@link io.pinstream.streams.answers.QuestionSum} (one caller), to
 * which those of other instances are added; its {@link io.pinstream.streams.answers.AnswerRow rows}
 * are the answer.
 */
package io.pinstream.streams.answers;
