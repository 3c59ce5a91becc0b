// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.util.function.Consumer;

/** {@code /}: the page, and the libraries that it uses, from the class path. */
public final class PageRoute implements Consumer<JavalinConfig> {
  @Override
  public void accept(JavalinConfig config) {
    config.staticFiles.add("/page", Location.CLASSPATH);
    config.staticFiles.enableWebjars();
  }
}
