// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** What a row is that is drawn again: the setting {@code sampling.repeat}. */
public enum Repeat {
  /** A new post, but the same one again where the draws are the original script's. */
  AUTO,
  /** A new post, with an index of its own. */
  NEW,
  /** The same post again. */
  RESEND
}
