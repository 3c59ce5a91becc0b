// SPDX-License-Identifier: Apache-2.0
/**
 * Values on disk for as long as the process lives; where each lies is kept in memory. {@code
 * PostLog} is a partition's, a row of {@code LogSegment}s, each a file; {@code SplitLongMap} says
 * where in them. The thread that has the partition writes; any thread reads.
 */
package io.pinstream.streams.log;
