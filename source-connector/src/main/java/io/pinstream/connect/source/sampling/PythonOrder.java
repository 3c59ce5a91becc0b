// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** The rows that the original Python script drew. */
final class PythonOrder implements SampleOrder {

  private final PythonScript script;

  PythonOrder(long seed) {
    script = new PythonScript(seed);
  }

  @Override
  public long ordinal(long position, long size) {
    script.runTo(position, size);
    return script.ordinal();
  }
}
