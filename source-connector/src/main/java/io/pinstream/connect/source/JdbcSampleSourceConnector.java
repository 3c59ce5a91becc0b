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

  private Map<String, String> properties;
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
    properties = Map.copyOf(connectorProperties);
    config = new SourceConfig(properties, true);
    config
        .mismatches()
        .forEach(
            (setting, message) -> {
              throw new ConfigException(setting + " " + message);
            });
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskShare.deal(properties, config.getInt("virtual.streams"), maxTasks);
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
    offsets.forEach(
        (partition, offset) -> {
          // Null takes an offset away, also one that another connector of this name has left.
          if (offset != null) {
            SourceOffset.check(partition, offset, settings);
          }
        });
    return true;
  }
}
