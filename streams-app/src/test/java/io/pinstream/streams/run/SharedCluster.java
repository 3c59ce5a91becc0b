// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Cluster}, the same to the tests of all classes: each test has a user id of
 * its own, and none harms the broker.
 */
public final class SharedCluster implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  /** Starts it when it is asked for first; JUnit closes it at the end of this JVM's tests. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
        .getOrComputeIfAbsent(Cluster.class, key -> started(), Cluster.class);
  }

  private static Cluster started() {
    try {
      return new Cluster();
    } catch (Exception e) {
      throw new ParameterResolutionException("the broker does not start", e);
    }
  }
}
