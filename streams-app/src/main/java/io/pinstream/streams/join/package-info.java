// SPDX-License-Identifier: Apache-2.0
/**
 * Three rows, one post. {@code PostTopology} is the topology behind its {@code RowSources}, {@code
 * JoinProcessor} its one processor: what can't be read leaves as a {@code DeadLetter}, {@code
 * RecordLimit} says what is too large and {@code RecordTime} when a record was; {@code JoinMeters}
 * counts.
 *
 * <p>The store: each partition has a {@code PostStore}, which holds back {@code IncompletePosts}
 * and writes the others to its changelog and to its {@code PostsOnDisk}. Whoever follows the posts
 * is a {@code PostListener}. {@code ProcessIdentity} is a store that holds nothing.
 *
 * <p>The thread that has a partition (one of Kafka Streams' stream threads, or its restoring one)
 * calls all of this for that partition, one thing after the other, listeners included. {@code
 * Posts} alone is for other threads: they read what is written while the join goes on.
 */
package io.pinstream.streams.join;
