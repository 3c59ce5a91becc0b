// SPDX-License-Identifier: Apache-2.0
/**
 * The pipeline at a desk. {@code LocalStack} starts it from {@code StackOptions}, out of what
 * {@code Installation} finds in a built checkout, into a {@code DataDirectory} of its own, part by
 * part ({@code StackParts}) and in its {@code Surroundings}; {@code StackListener} hears how that
 * goes.
 *
 * <p>What is emulated: {@code Emulation} and {@code Life} are settings of the source under their
 * meaning. {@code Topics} names the topics, {@code CommittedRecords} reads them from outside,
 * {@code PropertiesFile} is a file of {@code config}. Whatever the user can do something about is a
 * {@code StackException}.
 *
 * <p>{@code cli} and {@code demo} call this package, and so do the tests; it calls {@code service},
 * {@code connect} and {@code lake}. {@code LocalStack} starts the parts on threads of its own,
 * several at a time, and returns when all of them answer; what it gives is then called by one
 * thread. It may be closed by any, once: by the caller or by the thread that a Ctrl-C starts.
 */
package io.pinstream.stack;
