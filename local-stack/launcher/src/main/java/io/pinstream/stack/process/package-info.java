// SPDX-License-Identifier: Apache-2.0
/**
 * Child processes, whatever they are. {@code ChildProcess} is one with its log; {@code
 * ChildProcesses} knows all of a stack, so that none outlives it; {@code JavaCommand} is the
 * command line of a JVM, {@code FreePorts} what it may listen on, {@code LogTail} what to show of
 * one that died.
 *
 * <p>Called by {@code service}. Who starts a process waits for it on the calling thread; that it
 * died is told on a thread of the JVM.
 */
package io.pinstream.stack.process;
