// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Reads the entries of one archive into memory, together no more than a plugin ever has. */
final class UnpackedBytes {
  /** Five times the largest of ours. A few kilobytes of zip can unpack to more. */
  private static final int MAX_BYTES = 1 << 30;

  private int left = MAX_BYTES;

  /**
   * The rest of a stream.
   *
   * @throws ZipException if the archive unpacks to more than it may
   */
  byte[] readAll(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(left);
    if (bytes.length == left && content.read() >= 0) {
      throw new ZipException("it unpacks to more than %s MB".formatted(MAX_BYTES >> 20));
    }
    left -= bytes.length;
    return bytes;
  }
}
