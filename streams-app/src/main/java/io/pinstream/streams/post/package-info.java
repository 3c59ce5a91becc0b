// SPDX-License-Identifier: Apache-2.0
/**
 * A post and its codec, without a word of Kafka: {@link io.pinstream.streams.post.RowReader} takes
 * a record's value apart into a {@link io.pinstream.streams.post.Row}, up to three of which make a
 * {@link io.pinstream.streams.post.Post}, which writes itself for the store and as JSON by copying.
 *
 * <p>What a row has: {@code Table}, {@code Column}, {@code ColumnType}. Reading: {@code
 * ValueReader} each value, {@code DoubleText} and {@code JsonEncoding} its spelling, {@code RawRow}
 * what tells a raw row, {@code PostKey} the key; {@code UnreadableRecordException} with its {@code
 * DeadLetterReason}, and {@code IncompatibleStateException} for what another version has stored.
 * Writing: {@code JsonBytes}. Picking: {@code PostFilter}.
 *
 * <p>Called by the thread that has the partition. Readers and buffers are its own; rows and posts
 * are immutable, and any thread may have them.
 */
package io.pinstream.streams.post;
