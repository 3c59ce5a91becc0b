// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.service.ConnectVersion;
import io.pinstream.stack.service.ExternalBroker;
import io.pinstream.stack.service.ExternalDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack is made of.
 *
 * @param dataDirectory the folder that the stack has to itself
 * @param userId the prefix of all topics
 * @param httpPort the Streams app's port, 0 for a free one
 * @param broker a cluster that somebody else runs; empty for a broker of the stack's own
 * @param database the user's database; empty for a MariaDB of the stack's own with generated rows
 * @param rows how many rows to generate
 * @param seed the seed of the generated rows
 * @param s3SinkArchive the archive of Confluent's S3 sink, or our own zip with it; empty for tables
 *     in the lake
 * @param connect which Connect worker runs
 * @param workerSettings worker settings that take precedence over the stack's
 */
public record StackOptions(
    Path dataDirectory,
    String userId,
    int httpPort,
    Optional<ExternalBroker> broker,
    Optional<ExternalDatabase> database,
    int rows,
    long seed,
    Optional<Path> s3SinkArchive,
    ConnectVersion connect,
    Map<String, String> workerSettings) {

  /** Rows of the original data set. */
  public static final int DEFAULT_ROWS = PinterestDataset.DEFAULT_ROWS;

  /** The seed of the rows that a stack generates if none is asked for. */
  public static final long DEFAULT_SEED = 100;

  public StackOptions {
    workerSettings = Map.copyOf(workerSettings);
  }

  /**
   * A stack with its own broker, its own database of the original's size, and tables for a lake.
   */
  public static StackOptions defaults(Path dataDirectory, String userId) {
    return new StackOptions(
        dataDirectory,
        userId,
        0,
        Optional.empty(),
        Optional.empty(),
        DEFAULT_ROWS,
        DEFAULT_SEED,
        Optional.empty(),
        ConnectVersion.MSK_CONNECT,
        Map.of());
  }

  public StackOptions withHttpPort(int port) {
    return new StackOptions(
        dataDirectory,
        userId,
        port,
        broker,
        database,
        rows,
        seed,
        s3SinkArchive,
        connect,
        workerSettings);
  }

  public StackOptions withBroker(ExternalBroker external) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        Optional.of(external),
        database,
        rows,
        seed,
        s3SinkArchive,
        connect,
        workerSettings);
  }

  public StackOptions withDatabase(ExternalDatabase external) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        broker,
        Optional.of(external),
        rows,
        seed,
        s3SinkArchive,
        connect,
        workerSettings);
  }

  public StackOptions withRows(int count) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        broker,
        database,
        count,
        seed,
        s3SinkArchive,
        connect,
        workerSettings);
  }

  public StackOptions withConnect(ConnectVersion version) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        broker,
        database,
        rows,
        seed,
        s3SinkArchive,
        version,
        workerSettings);
  }

  public StackOptions withS3Sink(Path archive) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        broker,
        database,
        rows,
        seed,
        Optional.of(archive),
        connect,
        workerSettings);
  }

  public StackOptions withWorkerSettings(Map<String, String> settings) {
    return new StackOptions(
        dataDirectory,
        userId,
        httpPort,
        broker,
        database,
        rows,
        seed,
        s3SinkArchive,
        connect,
        settings);
  }
}
