// SPDX-License-Identifier: Apache-2.0
/**
 * What this instance sees pass: {@code LivePosts} counts its posts and how fast they change, {@code
 * NewestPosts} keeps the last ones, {@code RecentCategories} what was posted over the last minutes,
 * by {@code RateWindow}; {@code Quality} and {@code Stats} make figures of it. Told by the stream
 * threads as listeners of the join, read by the web server's: each class is safe for both.
 */
package io.pinstream.streams.live;
