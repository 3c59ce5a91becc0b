// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.KraftBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker with TLS, SASL/SCRAM and Kafka's authorizer, whose users have the rights that are given
 * to them. The broker itself, and a test, come in by a listener of their own.
 */
final class ClosedBroker implements AutoCloseable {
  private final int port = FreePorts.find(1).get(0);
  private final Path keys;
  private final Path certificate;
  private final KraftBroker broker;
  private final Admin admin;

  private ClosedBroker(
      Installation installation, DataDirectory data, ChildProcesses children, Path directory)
      throws Exception {
    keys = directory.resolve("broker.p12");
    certificate = directory.resolve("broker.pem");
    keytool(
        keys,
        "-genkeypair -alias broker -keyalg EC -storetype PKCS12 -validity 2 -dname CN=broker -ext san=ip:127.0.0.1");
    keytool(keys, "-exportcert -alias broker -rfc -file " + certificate);
    broker =
        KraftBroker.start(
            installation,
            data,
            children,
            Map.of(
                "listeners",
                "CLOSED://" + address(),
                "advertised.listeners",
                "CLOSED://" + address(),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,CLOSED:SASL_SSL",
                "listener.name.closed.sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.closed.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.closed.ssl.keystore.location",
                keys.toString(),
                "listener.name.closed.ssl.keystore.password",
                keyPassword(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /**
   * Starts one.
   *
   * @param rights by user
   */
  static ClosedBroker start(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      Path directory,
      Map<String, List<PolicyRight>> rights)
      throws Exception {
    var started = new ClosedBroker(installation, data, children, directory);
    var users = new ArrayList<UserScramCredentialAlteration>();
    var allowed = new ArrayList<AclBinding>();
    rights.forEach(
        (user, own) -> {
          users.add(
              new UserScramCredentialUpsertion(
                  user,
                  new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                  password(user)));
          own.forEach(right -> allowed.add(right.allowed(user)));
        });
    started.admin.alterUserScramCredentials(users).all().get();
    started.admin.createAcls(allowed).all().get();
    return started;
  }

  private static void keytool(Path keys, String options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", keyPassword()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  static String keyPassword() {
    return password("keys");
  }

  static String password(String user) {
    return user + "-has-a-s3cret";
  }

  /** The setting by which a user logs in. */
  static String login(String user) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password(user));
  }

  /** A client's settings, with a prefix before each. */
  Map<String, String> client(String prefix, String login) {
    return Map.of(
        prefix + "security.protocol", "SASL_SSL",
        prefix + "sasl.mechanism", "SCRAM-SHA-512",
        prefix + "sasl.jaas.config", login,
        prefix + "ssl.truststore.type", "PEM",
        prefix + "ssl.truststore.location", certificate.toString());
  }

  /** Settings of a process that answers by HTTPS, with the broker's key. */
  Map<String, String> https(String keyPassword) {
    return Map.of(
        "http.ssl.keystore.type",
        "PKCS12",
        "http.ssl.keystore.location",
        keys.toString(),
        "http.ssl.keystore.password",
        keyPassword);
  }

  /** Where users come in. */
  String address() {
    return "127.0.0.1:" + port;
  }

  KraftBroker broker() {
    return broker;
  }

  /** Of one that may do everything. */
  Admin admin() {
    return admin;
  }

  /** Makes those topics that are not there yet. */
  void create(Stream<NewTopic> topics) throws Exception {
    var there = admin.listTopics().names().get();
    admin.createTopics(topics.filter(topic -> !there.contains(topic.name())).toList()).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
