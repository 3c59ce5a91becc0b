// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Gives tests a {@link Cluster}, the same to the tests of all classes: each test has a user id of
 * its own, and none harms the broker. A class has it in a static field or asks for it as a
 * parameter.
 */
public final class SharedCluster implements BeforeAllCallback, ParameterResolver {
  @Override
  public void beforeAll(ExtensionContext test) throws IllegalAccessException {
    for (Field field :
        ReflectionSupport.findFields(
            test.getRequiredTestClass(),
            each -> each.getType() == Cluster.class && Modifier.isStatic(each.getModifiers()),
            HierarchyTraversalMode.TOP_DOWN)) {
      field.setAccessible(true);
      field.set(null, shared(test));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return shared(test);
  }

  /** Starts it when it is asked for first; JUnit closes it at the end of this JVM's tests. */
  private static Cluster shared(ExtensionContext test) {
    return test.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
        .getOrComputeIfAbsent(Cluster.class, key -> started(), Cluster.class);
  }

  private static Cluster started() {
    try {
      return new Cluster();
    } catch (Exception e) {
      throw new ExtensionConfigurationException("the broker does not start", e);
    }
  }
}
