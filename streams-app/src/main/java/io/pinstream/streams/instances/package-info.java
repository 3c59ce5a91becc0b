// SPDX-License-Identifier: Apache-2.0
/**
 * What one instance of the app knows of all: each instance has some of the partitions, and
 * whichever is asked asks the others for theirs. Instances ask each other under {@code /instance},
 * where each speaks of its own partitions only, so a question is never passed on twice.
 *
 * <p>Who is who: {@code Instances} knows which instance has which partitions; {@code PeerClient}
 * asks one of them and waits within a {@code StallLimit} for its {@code PeerAnswer}; {@code
 * AllInstances} asks each of itself or of its partitions; {@code InstanceException} says which of
 * them did not answer, and why, {@code Failures} tell the log. What is put together: {@code
 * ClusterAnswers}, {@code RestrictedAnswers} (of the posts that pass a filter), {@code
 * ClusterFigures}, {@code ClusterNewest} and {@code ClusterPosts}, in {@code PostPage}s ({@code
 * LocalPosts} are this instance's, looked through one at a time by {@code LookLimit}).
 *
 * <p>Called by the web server's threads, which wait for the answers; {@code AnswerCollector} asks
 * on a thread of its own, once a second, for what the join's thread publishes.
 */
package io.pinstream.streams.instances;
