// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A KRaft broker of the newest Kafka, as a child process. */
public final class KraftBroker extends ChildService implements Broker {
  private static final String CONTROLLER = "CONTROLLER://";
  // A controller looks for sessions that are over eight times in each.
  private static final double SESSION_AND_LOOK = 1.125;
  private static final Duration DELAY = Duration.ofSeconds(2);

  private final String bootstrapServers;
  private final Duration remembered;

  private KraftBroker(
      ChildProcesses children, KraftNode node, String bootstrapServers, Duration remembered) {
    super(children, "broker", node.command(), Map.of(), node.log());
    this.bootstrapServers = bootstrapServers;
    this.remembered = remembered;
  }

  /** Formats a new log directory and starts the broker on it. */
  public static KraftBroker start(
      Installation installation, DataDirectory data, ChildProcesses children) {
    return start(installation, data, children, Map.of());
  }

  /**
   * Starts a broker that is its own controller.
   *
   * @param additions settings beside those of {@code config/local/broker.properties}; listeners are
   *     added to the broker's own
   */
  public static KraftBroker start(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      Map<String, String> additions) {
    var controller = freeAddress();
    var settings = new TreeMap<>(additions);
    add(settings, "listeners", CONTROLLER + controller);
    settings.put("controller.quorum.voters", "1@" + controller);
    return start(installation, data, children, settings, Uuid.randomUuid(), Duration.ZERO);
  }

  /**
   * Starts a broker with a controller beside it, which remembers the broker when that has ended,
   * until its session is over. Started before, it would be a leader at once, and none when that
   * session ends: see docs/soak.md. So it is started again only then.
   */
  public static KraftBroker startBesideController(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      Map<String, String> additions) {
    var address = freeAddress();
    var voters = Map.of("controller.quorum.voters", "2@" + address);
    var cluster = Uuid.randomUuid();
    var own = new TreeMap<>(voters);
    own.put("process.roles", "controller");
    own.put("node.id", "2");
    own.put("listeners", CONTROLLER + address);
    var node = new KraftNode(installation, data, "controller", own).format(cluster);
    new KraftController(children, node.command(), node.log(), address).start();
    var session = Long.parseLong(node.setting("broker.session.timeout.ms"));
    var settings = new TreeMap<>(additions);
    settings.putAll(voters);
    settings.put("process.roles", "broker");
    // There is nobody to hand its partitions to.
    settings.put("controlled.shutdown.enable", "false");
    return start(
        installation,
        data,
        children,
        settings,
        cluster,
        Duration.ofMillis(Math.round(session * SESSION_AND_LOOK)).plus(DELAY));
  }

  private static KraftBroker start(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      Map<String, String> additions,
      Uuid cluster,
      Duration remembered) {
    var listener = freeAddress();
    var settings = new TreeMap<>(additions);
    settings.put("node.id", "1");
    add(settings, "listeners", "PLAINTEXT://" + listener);
    add(settings, "advertised.listeners", "PLAINTEXT://" + listener);
    var node = new KraftNode(installation, data, "broker", settings).format(cluster);
    var broker = new KraftBroker(children, node, listener, remembered);
    broker.start();
    return broker;
  }

  private static String freeAddress() {
    return "127.0.0.1:" + FreePorts.find(1).get(0);
  }

  private static void add(Map<String, String> settings, String list, String own) {
    settings.merge(list, own, (more, ours) -> ours + "," + more);
  }

  @Override
  void awaitTurnAfter(ChildProcess former) {
    try {
      TimeUnit.NANOSECONDS.sleep(remembered.minus(former.sinceItsEnd()).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the broker was to be started again", e);
    }
  }

  @Override
  boolean answers() {
    if (!Endpoint.accepts(bootstrapServers)) {
      return false;
    }
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "2000"))) {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the broker was starting", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public String address() {
    return bootstrapServers;
  }
}
