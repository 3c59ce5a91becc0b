// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebServerTest {
  @Test
  void isFoundByOthersWhereItListens() throws Exception {
    try (WebServer web = WebServer.start("127.0.0.1", 0, List.of())) {
      assertThat(web.url()).isEqualTo("http://" + web.addressForOthers());
    }
  }

  @Test
  void isFoundByOthersAtTheMachinesOwnAddressIfItListensOnAll() throws Exception {
    try (WebServer web = WebServer.start("0.0.0.0", 0, List.of())) {
      assertThat(web.addressForOthers())
          .startsWith(InetAddress.getLocalHost().getHostAddress() + ":")
          .doesNotStartWith("0.0.0.0");
    }
  }
}
