// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** All that a process tells over JMX, as text: every attribute of every bean, and thread names. */
final class JmxText {
  private JmxText() {}

  @SuppressWarnings("BanJNDI") // The address is what the process itself has just said.
  static String of(long pid) throws Exception {
    var machine = VirtualMachine.attach(Long.toString(pid));
    try (var connector =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      var text = new StringBuilder();
      var server = connector.getMBeanServerConnection();
      for (var bean : server.queryNames(null, null)) {
        text.append(bean).append('\n');
        for (var attribute : server.getMBeanInfo(bean).getAttributes()) {
          append(server, bean, attribute, text);
        }
      }
      var threads =
          ManagementFactory.newPlatformMXBeanProxy(
              server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
      for (var thread : threads.dumpAllThreads(false, false)) {
        text.append(thread.getThreadName()).append('\n');
      }
      return text.toString();
    } finally {
      machine.detach();
    }
  }

  private static void append(
      MBeanServerConnection server,
      ObjectName bean,
      MBeanAttributeInfo attribute,
      StringBuilder text) {
    if (!attribute.isReadable()) {
      return;
    }
    try {
      text.append(attribute.getName()).append('=');
      text.append(said(server.getAttribute(bean, attribute.getName()))).append('\n');
    } catch (Exception e) {
      // Not every JVM counts all that its beans are asked for.
      text.append(e.getMessage()).append('\n');
    }
  }

  private static String said(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(JmxText::said).toList().toString();
    }
    if (value instanceof TabularData table) {
      return table.values().stream().map(JmxText::said).toList().toString();
    }
    if (value instanceof CompositeData data) {
      return data.values().stream().map(JmxText::said).toList().toString();
    }
    return String.valueOf(value);
  }
}
