// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Samples rows of aligned tables and emits them as posts: one record per table, all with the same
 * index.
 */
public final class JdbcSampleSourceConnector extends SourceConnector {

  private SourceConfig config;

  @Override
  public String version() {
    String version = getClass().getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public ConfigDef config() {
    return SourceConfig.CONFIG_DEF;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return JdbcSampleSourceTask.class;
  }

  @Override
  public Config validate(Map<String, String> connectorProperties) {
    Config config = super.validate(connectorProperties);
    return new SettingsCheck(config, SettingsCheck.LONGEST).run(connectorProperties);
  }

  @Override
  public void start(Map<String, String> connectorProperties) {
    config = new SourceConfig(connectorProperties, true);
    Map<String, String> mismatches = config.mismatches();
    if (!mismatches.isEmpty()) {
      Map.Entry<String, String> first = mismatches.entrySet().iterator().next();
      throw new ConfigException(first.getKey() + " " + first.getValue());
    }
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskShare.deal(config.originalsStrings(), config.getInt("virtual.streams"), maxTasks);
  }

  @Override
  public void stop() {}

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorProperties) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> connectorProperties) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> connectorProperties, Map<Map<String, ?>, Map<String, ?>> offsets) {
    SourceConfig settings = new SourceConfig(connectorProperties);
    for (Map.Entry<Map<String, ?>, Map<String, ?>> offset : offsets.entrySet()) {
      // Null takes an offset away, also one that another connector of this name has left.
      if (offset.getValue() != null) {
        SourceOffset.check(offset.getKey(), offset.getValue(), settings);
      }
    }
    return true;
  }
}
