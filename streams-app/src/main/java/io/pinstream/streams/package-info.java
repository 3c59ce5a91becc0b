// SPDX-License-Identifier: Apache-2.0
/**
 * {@code PinstreamApp}, the command line of the Streams app. Its packages, each knowing those to
 * its right only: {@code run} - {@code http} - {@code instances} - {@code live} - {@code answers} -
 * {@code join} - {@code log}, {@code topics}, {@code post}; {@code PackagesTest} holds that. The
 * README follows a record through them. The main thread runs it, and waits for the end.
 */
package io.pinstream.streams;
