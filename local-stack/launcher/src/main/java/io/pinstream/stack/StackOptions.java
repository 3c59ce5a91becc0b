// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.service.ConnectVersion;
import io.pinstream.stack.service.ExternalBroker;
import io.pinstream.stack.service.ExternalDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a stack is made of. Immutable: each {@code with} makes another one. */
public final class StackOptions {

  /** Rows of the original data set. */
  public static final int DEFAULT_ROWS = PinterestDataset.DEFAULT_ROWS;

  /** The seed of the rows that a stack generates if none is asked for. */
  public static final long DEFAULT_SEED = 100;

  private final Path dataDirectory;
  private final String userId;
  private int httpPort;
  private Optional<Integer> restPort = Optional.empty();
  private Optional<ExternalBroker> broker = Optional.empty();
  private Optional<ExternalDatabase> database = Optional.empty();
  private int rows = DEFAULT_ROWS;
  private long seed = DEFAULT_SEED;
  private Optional<Path> s3SinkArchive = Optional.empty();
  private ConnectVersion connect = ConnectVersion.MSK_CONNECT;
  private Map<String, String> workerSettings = Map.of();
  private int instances = 1;
  private Surroundings surroundings = Surroundings.ORDINARY;

  private StackOptions(Path dataDirectory, String userId) {
    this.dataDirectory = dataDirectory;
    this.userId = userId;
  }

  /**
   * A stack with its own broker, its own database of the original's size, and tables for a lake.
   *
   * @param dataDirectory the folder that the stack has to itself
   * @param userId the prefix of all topics
   */
  public static StackOptions defaults(Path dataDirectory, String userId) {
    return new StackOptions(dataDirectory, userId);
  }

  private StackOptions with(Consumer<StackOptions> change) {
    var changed = new StackOptions(dataDirectory, userId);
    changed.httpPort = httpPort;
    changed.restPort = restPort;
    changed.broker = broker;
    changed.database = database;
    changed.rows = rows;
    changed.seed = seed;
    changed.s3SinkArchive = s3SinkArchive;
    changed.connect = connect;
    changed.workerSettings = workerSettings;
    changed.instances = instances;
    changed.surroundings = surroundings;
    change.accept(changed);
    return changed;
  }

  /** The Streams app's port, 0 for a free one. */
  public StackOptions withHttpPort(int port) {
    return with(changed -> changed.httpPort = port);
  }

  /** With a REST proxy on this port, 0 for a free one. */
  public StackOptions withRestPort(int port) {
    return with(changed -> changed.restPort = Optional.of(port));
  }

  /** A cluster that somebody else runs. */
  public StackOptions withBroker(ExternalBroker external) {
    return with(changed -> changed.broker = Optional.of(external));
  }

  /** The user's database. */
  public StackOptions withDatabase(ExternalDatabase external) {
    return with(changed -> changed.database = Optional.of(external));
  }

  /** How many rows to generate. */
  public StackOptions withRows(int count) {
    return with(changed -> changed.rows = count);
  }

  /** The seed of the generated rows. */
  public StackOptions withSeed(long number) {
    return with(changed -> changed.seed = number);
  }

  /** Which Connect worker runs. */
  public StackOptions withConnect(ConnectVersion version) {
    return with(changed -> changed.connect = version);
  }

  /** The archive of Confluent's S3 sink, or our own zip with it, instead of tables in the lake. */
  public StackOptions withS3Sink(Path archive) {
    return with(changed -> changed.s3SinkArchive = Optional.of(archive));
  }

  /** Worker settings that take precedence over the stack's. */
  public StackOptions withWorkerSettings(Map<String, String> settings) {
    return with(changed -> changed.workerSettings = Map.copyOf(settings));
  }

  /** How many workers and how many instances of the app run. */
  public StackOptions withInstances(int count) {
    return with(changed -> changed.instances = count);
  }

  /** What the parts find around them. */
  public StackOptions withSurroundings(Surroundings unusual) {
    return with(changed -> changed.surroundings = unusual);
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  public String userId() {
    return userId;
  }

  public int httpPort() {
    return httpPort;
  }

  public Optional<Integer> restPort() {
    return restPort;
  }

  public Optional<ExternalBroker> broker() {
    return broker;
  }

  public Optional<ExternalDatabase> database() {
    return database;
  }

  public int rows() {
    return rows;
  }

  public long seed() {
    return seed;
  }

  public Optional<Path> s3SinkArchive() {
    return s3SinkArchive;
  }

  public ConnectVersion connect() {
    return connect;
  }

  public Map<String, String> workerSettings() {
    return workerSettings;
  }

  public int instances() {
    return instances;
  }

  public Surroundings surroundings() {
    return surroundings;
  }
}
