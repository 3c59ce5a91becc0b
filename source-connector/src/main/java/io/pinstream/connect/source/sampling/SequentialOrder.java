// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** By rising index, again from the first row after the last. */
final class SequentialOrder implements SampleOrder {

  @Override
  public long ordinal(long position, long size) {
    return position % size;
  }
}
