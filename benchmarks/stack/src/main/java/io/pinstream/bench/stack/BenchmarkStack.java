// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.connect.ConnectClient;
import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.dataset.ProgressListener;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.service.ConnectVersion;
import io.pinstream.stack.service.ConnectWorker;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.MariaDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Of the local stack what a source needs: broker, worker and database, as the demo runs them. */
final class BenchmarkStack implements AutoCloseable {
  /** The desk's worker has to make do with less memory than any that is there for its speed. */
  static final String WORKER_OPTIONS = "-Xms1g -Xmx1g -Xmn640m";

  private static final String DATABASE_MEMORY = "--innodb-buffer-pool-size=10G";

  private final Installation installation;
  private final DataDirectory data;
  private final ChildProcesses children;
  private final KraftBroker broker;
  private final MariaDb database;
  private ConnectWorker worker;

  private BenchmarkStack(Installation installation, DataDirectory data) {
    this.installation = installation;
    this.data = data;
    children =
        new ChildProcesses(
            crashed -> {
              throw new StackException(crashed.lastWords());
            });
    // Ctrl-C and SIGTERM pass try-with-resources by.
    Runtime.getRuntime().addShutdownHook(new Thread(children::close));
    broker = KraftBroker.start(installation, data, children);
    database = MariaDb.start(installation, data, children, List.of(DATABASE_MEMORY));
  }

  /**
   * Starts broker and database, the latter with room for large tables in memory.
   *
   * @throws StackException if one of them does not come up
   */
  static BenchmarkStack start(Path directory) {
    return new BenchmarkStack(Installation.ofSystemProperty(), DataDirectory.claim(directory));
  }

  /** Fills the database's three tables with so many rows each. */
  void load(int rows) {
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(StackOptions.DEFAULT_SEED, rows), true, ProgressListener.NONE);
  }

  /**
   * Starts a worker with the packaged plugin and the ready-made source in one plugin folder.
   *
   * @param exactlyOnce whether it writes what a source emits in transactions
   */
  ConnectWorker startWorker(boolean exactlyOnce) {
    return startWorker(exactlyOnce, WORKER_OPTIONS, List.of());
  }

  /**
   * The same with other options of its JVM and further plugins.
   *
   * @param peers plugin archives beside ours
   */
  ConnectWorker startWorker(boolean exactlyOnce, String workerOptions, List<Path> peers) {
    if (worker != null) {
      worker.close();
    }
    var plugins = new ArrayList<Path>(peers);
    plugins.add(0, BenchmarkPlugin.make(installation, data.run("plugins")));
    worker =
        ConnectWorker.start(
            installation,
            data,
            "connect",
            ConnectVersion.MSK_CONNECT,
            broker.bootstrapServers(),
            plugins,
            Map.of("exactly.once.source.support", exactlyOnce ? "enabled" : "disabled"),
            Map.of(
                "_JAVA_OPTIONS", workerOptions,
                "PINSTREAM_DATABASE_URL", database.url(),
                "PINSTREAM_DATABASE_USER", database.user(),
                "PINSTREAM_DATABASE_PASSWORD", database.password()),
            children);
    return worker;
  }

  ConnectClient connect() {
    return new ConnectClient(worker.url());
  }

  ConnectWorker worker() {
    return worker;
  }

  KraftBroker broker() {
    return broker;
  }

  MariaDb database() {
    return database;
  }

  Installation installation() {
    return installation;
  }

  DataDirectory data() {
    return data;
  }

  ChildProcesses children() {
    return children;
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
    children.close();
    data.close();
  }
}
