// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetLoaderTest {
  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertThatThrownBy(() -> new DatasetLoader("jdbc:oracle:thin:@//db/x?password=hush", "u", ""))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("MySQL, MariaDB or PostgreSQL")
        .message()
        .doesNotContain("hush");
  }

  @Test
  void aUrlThatNoDriverTakesShowsNoSecret() {
    DatasetLoader loader =
        new DatasetLoader("jdbc:postgresql://me:hush@127.0.0.1:x/y?password=hush", "me", "");
    assertThatThrownBy(() -> loader.isLoaded(new PinterestDataset(1, 1)))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:x/y")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hush"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void aServerThatIsNotThereIsNamedAndNoSecretIs(String driver) throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    String address = "jdbc:" + driver + "://127.0.0.1:" + closedPort + "/pinstream";
    DatasetLoader loader = new DatasetLoader(address + "?trustStorePassword=hush", "me", "secret");
    assertThatThrownBy(() -> loader.isLoaded(new PinterestDataset(1, 1)))
        .isInstanceOf(DatasetLoadException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("Can't connect to " + address + " as user 'me' (")
                    .doesNotContain("hush")
                    .doesNotContain("secret"));
  }

  private static String stackTrace(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
