// SPDX-License-Identifier: Apache-2.0
/**
 * What this instance sees pass: {@code LivePosts} counts its posts and how fast they change, by
 * {@code RateWindow}; {@code NewestPosts} keeps the last ones, {@code RecentCategories} what was
 * posted over the last minutes, {@code WaitingPosts} in a {@code SplitLongMap} which posts lack a
 * row, {@code PostLatency} how long the others took; {@code Quality} and {@code Stats} make figures
 * of it. Told by the stream threads as listeners of the join, read by the web server's: each class
 * is safe for both.
 */
package io.pinstream.streams.live;
