// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

/** Where a dead letter lies in its topic. */
public record LetterPlace(int partition, long offset) {}
