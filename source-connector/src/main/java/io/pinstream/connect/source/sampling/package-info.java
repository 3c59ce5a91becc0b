// SPDX-License-Identifier: Apache-2.0
/**
 * What stands where in an emulation, as functions of seed and position. Nothing here waits, reads
 * or remembers more than where it is. {@code PositionCursor} goes through a task's positions;
 * {@code Draws} says which row each draws, by the {@code SamplingOrder} that is set, {@code
 * Permutation}, {@code SplitMix64} and, for the original script's draws, {@code PythonScript} over
 * {@code PythonRandom}; {@code Rounds} makes a new post of a row that is drawn again; {@code Life}
 * says what else happens, {@code IndexRange} which indexes there may be.
 *
 * <p>Called by the reader's thread; the task's thread has a cursor of its own. What is immutable
 * here (all but cursor, draws and the script) may be shared.
 */
package io.pinstream.connect.source.sampling;
