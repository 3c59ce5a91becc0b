// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

/** Which Connect worker a stack runs. */
public enum ConnectVersion {
  /** The version that MSK Connect runs. */
  MSK_CONNECT("connect-worker", "log4j.configuration", "local/connect-log4j.properties"),
  /** The newest of Apache Kafka. */
  NEWEST("kafka", "logback.configurationFile", "local/logback.xml");

  private final String module;
  private final String logProperty;
  private final String logSettings;

  ConnectVersion(String module, String logProperty, String logSettings) {
    this.module = module;
    this.logProperty = logProperty;
    this.logSettings = logSettings;
  }

  String module() {
    return module;
  }

  String logProperty() {
    return logProperty;
  }

  String logSettings() {
    return logSettings;
  }
}
