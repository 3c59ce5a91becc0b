// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.rest.Proxy.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.Test;

/**
 * Brokers that want a log-in and rights: what callers are told, and that it ends with its cause.
 */
class BrokersThatRefuseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Cluster cluster() throws Exception {
    Cluster cluster =
        new Cluster(
            new TestKitNodes.Builder().setBrokerSecurityProtocol(SecurityProtocol.SASL_PLAINTEXT),
            Map.of(
                "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256",
                "listener.name.external.scram-sha-256.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS;User:plain-admin"));
    cluster.createInputs("ada", 1);
    return cluster;
  }

  private static Proxy proxy(Cluster cluster) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "SCRAM-SHA-256");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"rest\""
            + " password=\"of-this-test\";");
    // A producer that was refused at its start is replaced once its first record has expired.
    settings.put("producer.delivery.timeout.ms", "3000");
    settings.put("producer.request.timeout.ms", "1000");
    return new Proxy(cluster.servers(), "ada", settings);
  }

  private static void makeUser(Admin admin) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    "rest",
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                    "of-this-test")))
        .all()
        .get();
  }

  private static void allow(Admin admin, String topic, AclOperation operation) throws Exception {
    admin
        .createAcls(
            List.of(
                new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                    new AccessControlEntry("User:rest", "*", operation, AclPermissionType.ALLOW))))
        .all()
        .get();
  }

  @Test
  void whoIsLetInLaterIsServedWithoutAStart() throws Exception {
    try (Cluster cluster = cluster();
        Admin admin = cluster.admin();
        Proxy proxy = proxy(cluster)) {
      Answer stranger = proxy.post("/topics/ada.pin", records(pin(1)));
      assertThat(stranger.status()).isEqualTo(403);
      assertThat(stranger.json().get("error_code").asInt()).isEqualTo(40301);
      assertThat(stranger.response().body()).doesNotContain("of-this-test");
      assertThat(proxy.get("/readyz").status()).isEqualTo(503);
      makeUser(admin);
      allow(admin, "ada.pin", AclOperation.DESCRIBE);
      // It may see the topic, and not write to it.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Answer reader = proxy.post("/topics/ada.pin", records(pin(2)));
                assertThat(reader.status()).as("%s", reader.json()).isEqualTo(403);
                assertThat(reader.json().at("/offsets/0/error_code").asInt()).isEqualTo(1);
              });
      assertThat(proxy.get("/topics").json().toString()).isEqualTo("[\"ada.pin\"]");
      assertThat(proxy.post("/topics/ada.geo", records(geo(2))).status()).isEqualTo(403);
      allow(admin, "ada.pin", AclOperation.WRITE);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Answer writer = proxy.post("/topics/ada.pin", records(pin(3)));
                assertThat(writer.status()).as("%s", writer.json()).isEqualTo(200);
              });
      assertThat(proxy.get("/metrics").response().body())
          .contains("kafka_producer_record_send_total");
    }
  }
}
