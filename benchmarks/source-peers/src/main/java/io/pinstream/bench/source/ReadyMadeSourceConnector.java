// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.source;

import io.pinstream.connect.source.JdbcSampleSourceConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** The sampling connector's twin, with its settings, whose tasks make no records of their own. */
public final class ReadyMadeSourceConnector extends SourceConnector {

  private final JdbcSampleSourceConnector sampling = new JdbcSampleSourceConnector();

  @Override
  public String version() {
    return sampling.version();
  }

  @Override
  public ConfigDef config() {
    return sampling.config();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ReadyMadeSourceTask.class;
  }

  @Override
  public void start(Map<String, String> properties) {
    sampling.start(properties);
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return sampling.taskConfigs(maxTasks);
  }

  @Override
  public void stop() {
    sampling.stop();
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
    return sampling.exactlyOnceSupport(properties);
  }
}
