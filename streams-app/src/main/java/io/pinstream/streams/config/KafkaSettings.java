// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Checks names and values of Kafka's settings before anything is started with them. */
final class KafkaSettings {
  private static final List<ConfigDef> ALL =
      List.of(
          StreamsConfig.configDef(),
          ConsumerConfig.configDef(),
          ProducerConfig.configDef(),
          AdminClientConfig.configDef());
  private static final Map<String, ConfigDef> BY_PREFIX =
      Map.of(
          "main.consumer.", ConsumerConfig.configDef(),
          "restore.consumer.", ConsumerConfig.configDef(),
          "global.consumer.", ConsumerConfig.configDef(),
          "consumer.", ConsumerConfig.configDef(),
          "producer.", ProducerConfig.configDef(),
          "admin.", AdminClientConfig.configDef());

  private KafkaSettings() {}

  static void check(Map<String, String> settings) throws InvalidSettingException {
    if (settings.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
      throw new InvalidSettingException(
          "Missing required configuration \"bootstrap.servers\": the brokers, as"
              + " host:port,host:port");
    }
    String server = settings.get(StreamsConfig.APPLICATION_SERVER_CONFIG);
    if (server != null && !isAddress(server)) {
      throw new InvalidSettingException(
          "application.server is "
              + server
              + "; expected where other instances ask this one, as host:port or [IPv6 address]:port");
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      check(setting.getKey(), setting.getValue());
    }
  }

  /** Whether a URL can begin with it, as those do by which other instances ask. */
  private static boolean isAddress(String server) {
    try {
      URI url = URI.create(server.startsWith("http://") ? server : "http://" + server);
      return url.getPort() > 0
          && url.getPort() <= 65_535
          && url.toString().equals("http://" + url.getHost() + ":" + url.getPort());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void check(String name, String value) throws InvalidSettingException {
    if (name.startsWith(StreamsConfig.TOPIC_PREFIX)) {
      if (!isTopicSetting(name.substring(StreamsConfig.TOPIC_PREFIX.length()))) {
        throw unknown(name);
      }
      return;
    }
    for (Map.Entry<String, ConfigDef> client : BY_PREFIX.entrySet()) {
      String prefix = client.getKey();
      if (name.startsWith(prefix)
          && client.getValue().names().contains(name.substring(prefix.length()))) {
        checkValue(client.getValue(), name.substring(prefix.length()), name, value);
        return;
      }
    }
    boolean known = false;
    for (ConfigDef definition : ALL) {
      if (definition.names().contains(name)) {
        checkValue(definition, name, name, value);
        known = true;
      }
    }
    if (!known) {
      throw unknown(name);
    }
  }

  private static void checkValue(ConfigDef definition, String plainName, String name, String value)
      throws InvalidSettingException {
    Map<String, String> alone = new HashMap<>();
    alone.put(plainName, value);
    try {
      for (ConfigValue checked : definition.validate(alone)) {
        if (checked.name().equals(plainName) && !checked.errorMessages().isEmpty()) {
          throw new InvalidSettingException(
              checked
                  .errorMessages()
                  .get(0)
                  .replace("configuration " + plainName, "configuration " + name));
        }
      }
    } catch (LinkageError e) {
      throw new InvalidSettingException(name + ": the class can't be loaded: " + e.getMessage());
    }
  }

  private static boolean isTopicSetting(String name) {
    for (var field : TopicConfig.class.getFields()) {
      try {
        if (field.getName().endsWith("_CONFIG") && name.equals(field.get(null))) {
          return true;
        }
      } catch (IllegalAccessException e) {
        throw new LinkageError("Kafka's TopicConfig." + field.getName() + " is not readable", e);
      }
    }
    return false;
  }

  private static InvalidSettingException unknown(String name) {
    return new InvalidSettingException(
        "Unknown configuration \""
            + name
            + "\": it is none of user.id, inputs, "
            + String.join(", ", HttpConfig.names())
            + " and no setting of Kafka Streams or its clients; a client's may be prefixed with"
            + " consumer., producer. or admin.");
  }
}
