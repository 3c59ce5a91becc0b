// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./pinstream}: a class for each command ({@code DemoCommand}, {@code SqlCommand}, {@code
 * QuestionsCommand}, {@code LakeCommand}, {@code DatasetCommand}, {@code SoakCommand}), with its
 * options and what they may be; {@code DataDirectoryOption} is one that several have, {@code
 * IsoTimes} how times look. {@code Pinstream} puts the commands together and makes exit codes of
 * what they throw. Everything runs on the main thread; a Ctrl-C runs the hook that {@code
 * DemoCommand} has left, on a thread of the JVM.
 */
package io.pinstream.stack.cli;
