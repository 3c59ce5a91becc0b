// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import java.util.List;

/**
 * API Gateway hands a path through with its stage before it, such as {@code /test}: a first part of
 * the path that is none of ours is left off.
 */
final class Stage {
  private Stage() {}

  /** A path, and the same behind a stage. */
  static List<String> paths(String path) {
    return List.of(path, "/{stage}" + path);
  }
}
