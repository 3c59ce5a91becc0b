// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The settings of the proxy's two Kafka clients. One that both have (brokers, log-in, TLS) stands
 * without a prefix; {@code producer.} and {@code admin.} are for one of them.
 */
public final class ClientSettings {
  private static final String PRODUCER = "producer.";
  private static final String ADMIN = "admin.";

  private final Map<String, Object> producer;
  private final Map<String, Object> admin;

  private ClientSettings(Map<String, Object> producer, Map<String, Object> admin) {
    this.producer = producer;
    this.admin = admin;
  }

  static ClientSettings of(Map<String, String> settings) throws InvalidSettingException {
    if (settings.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
      throw new InvalidSettingException(
          "Missing required configuration \"bootstrap.servers\": the brokers, as host:port,host:port");
    }
    Map<String, Object> producer = new TreeMap<>(producerDefaults());
    Map<String, Object> admin = new TreeMap<>(adminDefaults());
    Set<String> common = new TreeSet<>(ProducerConfig.configNames());
    common.retainAll(AdminClientConfig.configNames());
    // A setting of one client beats that of both, whatever their order.
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (common.contains(setting.getKey())) {
        checkValue(ProducerConfig.configDef(), setting.getKey(), "", setting.getValue());
        producer.put(setting.getKey(), setting.getValue());
        admin.put(setting.getKey(), setting.getValue());
      }
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String name = setting.getKey();
      if (common.contains(name)) {
        continue;
      }
      if (!takes(name, PRODUCER, ProducerConfig.configDef(), setting.getValue(), producer)
          && !takes(name, ADMIN, AdminClientConfig.configDef(), setting.getValue(), admin)) {
        throw unknown(name);
      }
    }
    checkPromises(settings);
    return new ClientSettings(producer, admin);
  }

  private static boolean takes(
      String name, String prefix, ConfigDef definition, String value, Map<String, Object> client)
      throws InvalidSettingException {
    if (!name.startsWith(prefix) || !definition.names().contains(name.substring(prefix.length()))) {
      return false;
    }
    checkValue(definition, name.substring(prefix.length()), prefix, value);
    client.put(name.substring(prefix.length()), value);
    return true;
  }

  /** An answer of 200 says that all replicas in sync have the record, once. */
  private static void checkPromises(Map<String, String> settings) throws InvalidSettingException {
    if (settings.containsKey(PRODUCER + ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      throw new InvalidSettingException(
          PRODUCER
              + "transactional.id is set; expected none: each row has its own answer, and nothing would commit"
              + " what others wait for. Leave the setting out.");
    }
    String acks = settings.getOrDefault(PRODUCER + ProducerConfig.ACKS_CONFIG, "all");
    if (!List.of("all", "-1").contains(acks)) {
      throw new InvalidSettingException(
          PRODUCER
              + "acks is "
              + acks
              + "; expected all: an answer of 200 promises that the record can't be lost. Leave the setting out.");
    }
    if (settings
        .getOrDefault(PRODUCER + ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .equals("false")) {
      throw new InvalidSettingException(
          PRODUCER
              + "enable.idempotence is false; expected true: without it a retried request writes records twice."
              + " Leave the setting out.");
    }
  }

  private static void checkValue(ConfigDef definition, String name, String prefix, String value)
      throws InvalidSettingException {
    try {
      for (ConfigValue checked : definition.validate(Map.of(name, value))) {
        if (checked.name().equals(name) && !checked.errorMessages().isEmpty()) {
          throw new InvalidSettingException(
              checked
                  .errorMessages()
                  .get(0)
                  .replace("configuration " + name, "configuration " + prefix + name));
        }
      }
    } catch (LinkageError e) {
      throw new InvalidSettingException(
          prefix + name + ": the class can't be loaded: " + e.getMessage());
    }
  }

  private static InvalidSettingException unknown(String name) {
    return new InvalidSettingException(
        "Unknown configuration \""
            + name
            + "\": it is no setting of the proxy (see its README), none of a connector (key.converter, value.converter,"
            + " header.converter, transforms, predicates), and none that Kafka's clients share; one of the producer"
            + " begins with producer., one of the admin client with admin.");
  }

  private static Map<String, Object> producerDefaults() {
    return Map.of(
        ProducerConfig.CLIENT_ID_CONFIG, "pinstream-rest",
        ProducerConfig.ACKS_CONFIG, "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
        // Longer than a broker's restart at a desk, shorter than the 30 s of API Gateway.
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000",
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
        // A caller who is told to come back later is better off than one who waits for memory.
        ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000",
        // What comes in while a request is on its way makes up the next one: large batches under
        // load, no waiting without. And two requests to a topic just made can fail for good
        // (KAFKA-15591).
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
        ProducerConfig.LINGER_MS_CONFIG, "0",
        ProducerConfig.BATCH_SIZE_CONFIG, "131072",
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
  }

  private static Map<String, Object> adminDefaults() {
    return Map.of(
        AdminClientConfig.CLIENT_ID_CONFIG, "pinstream-rest",
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
  }

  /** What the producer gets, but for its serializers. */
  public Map<String, Object> producer() {
    return new TreeMap<>(producer);
  }

  public Map<String, Object> admin() {
    return new TreeMap<>(admin);
  }
}
