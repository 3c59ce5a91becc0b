// SPDX-License-Identifier: Apache-2.0
/**
 * The demo on a stack that is up. {@code Demo} makes the connectors and looks once a second, on the
 * main thread, at what {@code PostWatch} has seen: a consumer of its own, on a thread of its own.
 * {@code LakeUpkeep} keeps the lake fast meanwhile, on another; {@code Screen} shows it, {@code
 * Summary} says in the end what there is and what is missing.
 *
 * <p>{@code EmulationOracle} says what has to be there. It works that out from the settings and the
 * source's documents, by none of the source's code. {@code CleanRowOracle} says what clean rows
 * hold, and {@code ExpectedPosts} what that makes of each post.
 */
package io.pinstream.stack.demo;
