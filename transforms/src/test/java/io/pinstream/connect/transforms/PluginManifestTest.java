// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

/** What {@code plugin.discovery=service_load} finds. */
class PluginManifestTest {

  @Test
  void serviceLoadFindsBothPredicates() {
    assertThat(ServiceLoader.load(Predicate.class).stream().map(ServiceLoader.Provider::type))
        .map(Class::getName)
        .contains(
            "io.pinstream.connect.transforms.HasField$Key",
            "io.pinstream.connect.transforms.HasField$Value");
  }

  @Test
  void serviceLoadFindsBothTransforms() {
    assertThat(ServiceLoader.load(Transformation.class).stream().map(ServiceLoader.Provider::type))
        .map(Class::getName)
        .contains(
            "io.pinstream.connect.transforms.Clean$Key",
            "io.pinstream.connect.transforms.Clean$Value");
  }
}
