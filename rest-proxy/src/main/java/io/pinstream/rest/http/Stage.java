// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
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

  /** A look-up: HEAD is answered as GET is, without the body. */
  static void get(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler);
    config.routes.head(path, handler);
  }
}
