// SPDX-License-Identifier: Apache-2.0
/**
 * When posts are due: the patterns in which they arrive, and what a late one is owed. The task asks
 * its {@code Pacer}, on its own thread; an {@code Arrival} says how long after a post the next one
 * comes. {@code ArrivalPattern} is the setting; {@code DailyArrival} and {@code BurstArrival} are
 * the longer ones of its patterns, and {@code RampedArrival} starts any of them gently. Nothing
 * here waits, and nothing is shared between threads.
 */
package io.pinstream.connect.source.pace;
