// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {
  // Of the block that is kept for documentation: no machine has it.
  private static final String ELSEWHERE = "/192.0.2.7";

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "127.0.1.1:8080", "localhost:8080", "[::1]:8080"})
  void mustNotBeLoopbackWhereInstancesRunElsewhere(String address) {
    AdvertisedAddress own = new AdvertisedAddress(address);
    assertThat(own.problem(List.of("/127.0.0.1", ELSEWHERE)).orElseThrow())
        .contains("application.server is ")
        .contains("192.0.2.7")
        .contains("http.instance.secret");
    assertThat(own.problem(List.of("/127.0.0.1"))).isEmpty();
    assertThat(own.problem(List.of())).isEmpty();
  }

  @Test
  void mayBeAnyOther() {
    assertThat(new AdvertisedAddress("10.0.0.1:8080").problem(List.of(ELSEWHERE))).isEmpty();
  }
}
