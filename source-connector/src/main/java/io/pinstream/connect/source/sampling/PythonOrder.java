// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** The rows that the original Python script drew. */
final class PythonOrder implements SampleOrder {

  private final PythonScript script;

  PythonOrder(PythonScript script) {
    this.script = script;
  }

  @Override
  public long ordinal(long position, long size) throws InterruptedException {
    script.runTo(position, size);
    return script.ordinal();
  }
}
