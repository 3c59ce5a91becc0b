// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** {@code /openapi.json}: what can be asked, described. */
final class OpenApiRoute implements Consumer<JavalinConfig> {
  private final byte[] document;

  OpenApiRoute() {
    try (InputStream file = OpenApiRoute.class.getResourceAsStream("openapi.json")) {
      document = file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(JavalinConfig config) {
    Stage.get(config, "/openapi.json", ctx -> ctx.contentType(MediaTypes.JSON).result(document));
  }
}
