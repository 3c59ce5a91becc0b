// SPDX-License-Identifier: Apache-2.0
/**
 * Dead letters, looked at and sent back to where they came from, once what made them is mended.
 * {@code DeadLetters} finds them: each is a {@code Letter} at its {@code LetterPlace}, of which a
 * list shows a {@code ListedLetter}. {@code LetterSender} sends them back. Both read by {@code
 * LetterTopics}, and ask {@code SentLetters} which were sent back before.
 *
 * <p>{@code http} calls them, each question on the thread of its request; {@code run} closes the
 * sender on the main thread. They touch nothing of the join but its topics.
 */
package io.pinstream.streams.letters;
