// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.Surroundings;
import io.pinstream.stack.process.FreePorts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Proxies on the lines from the workers to the database and from the apps to the broker; where they
 * can be had, a small disk each for broker and first app, and clocks for the first app and worker.
 */
final class HurtfulSurroundings implements Surroundings, AutoCloseable {
  // The log of an hour, and the indexes that the broker lays out for each partition.
  private static final long BROKER_BYTES = 3L << 30;
  private static final long APP_BYTES = 256L << 20;
  // So little that each post is read when it is drawn: else nobody asks the database.
  private static final String NO_MEMORY = "1";
  // Longer than the only broker is ever away: its coordinator would end the transaction that was
  // open, and the task be fenced for good. Where there are three brokers, another one coordinates.
  private static final String TRANSACTION_MS = "60000";
  private static final String APP = "streams-app";
  private static final String WORKER = "connect";

  final TcpProxy brokerLine;
  final Optional<FakeClock> appClock = FakeClock.create(APP);
  final Optional<FakeClock> workerClock = FakeClock.create(WORKER);
  final Optional<SmallDisk> brokerDisk;
  final Optional<SmallDisk> appDisk;
  TcpProxy databaseLine;

  private final int appListener;

  HurtfulSurroundings() {
    var ports = FreePorts.find(2);
    appListener = ports.get(0);
    brokerLine = TcpProxy.start(ports.get(1), appListener);
    // Last, and without a word if it is not allowed: nobody would unmount them if this failed.
    brokerDisk = SmallDisk.mount("broker", BROKER_BYTES);
    appDisk = SmallDisk.mount("app", APP_BYTES);
  }

  @Override
  public String databaseOfWorkers(String url) {
    var address = URI.create(url.substring("jdbc:".length()));
    databaseLine = TcpProxy.start(FreePorts.find(1).get(0), address.getPort());
    return url.replace(":" + address.getPort() + "/", ":" + databaseLine.port() + "/");
  }

  @Override
  public String brokerOfApps(String bootstrapServers) {
    return "127.0.0.1:" + brokerLine.port();
  }

  // As in every cluster in production: what strikes the broker leaves it alone.
  @Override
  public boolean hasController() {
    return true;
  }

  // A client stays with the addresses that its listener advertises.
  @Override
  public Map<String, String> brokerSettings() {
    var settings = new TreeMap<String, String>();
    settings.put("listeners", "APP://127.0.0.1:" + appListener);
    settings.put("advertised.listeners", "APP://127.0.0.1:" + brokerLine.port());
    settings.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,APP:PLAINTEXT");
    brokerDisk.ifPresent(
        disk -> settings.put("log.dirs", disk.folder().resolve("topics").toString()));
    return settings;
  }

  @Override
  public Map<String, String> appSettings(String name) {
    return appDisk
        .filter(disk -> name.equals(APP))
        .map(disk -> Map.of("state.dir", disk.folder().resolve("state").toString()))
        .orElse(Map.of());
  }

  @Override
  public Map<String, String> environment(String name) {
    var clock =
        switch (name) {
          case APP -> appClock;
          case WORKER -> workerClock;
          default -> Optional.<FakeClock>empty();
        };
    return clock.map(FakeClock::environment).orElse(Map.of());
  }

  @Override
  public Map<String, String> sourceSettings() {
    return Map.of(
        "memory.max.bytes", NO_MEMORY, "producer.override.transaction.timeout.ms", TRANSACTION_MS);
  }

  @Override
  public void close() {
    brokerLine.close();
    if (databaseLine != null) {
      databaseLine.close();
    }
    try {
      brokerDisk.ifPresent(SmallDisk::close);
    } finally {
      appDisk.ifPresent(SmallDisk::close);
    }
  }
}
