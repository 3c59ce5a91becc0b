// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.connect.ConnectClient;
import io.pinstream.stack.connect.ConnectorStatus;
import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.lake.IcebergTables;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeCommits;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.Broker;
import io.pinstream.stack.service.ChildService;
import io.pinstream.stack.service.ConnectWorker;
import io.pinstream.stack.service.Database;
import io.pinstream.stack.service.ExternalDatabase;
import io.pinstream.stack.service.ObjectStore;
import io.pinstream.stack.service.RestProcess;
import io.pinstream.stack.service.StreamsProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The whole pipeline on this machine: broker, worker, database, object store and Streams app as
 * child processes on free ports of 127.0.0.1.
 *
 * <p>The demo and the integration tests start the same stack. It knows our plugins only as zips and
 * as properties, as MSK Connect does.
 */
public final class LocalStack implements AutoCloseable {
  /** The source connector's name in {@code config/local/source.properties}. */
  public static final String SOURCE = "pinstream-source";

  private static final String COMMIT_INTERVAL = "iceberg.control.commit.interval-ms";
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(15);

  private final Installation installation;
  private final StackOptions options;
  private final DataDirectory data;
  private final StackListener listener;
  private final ChildProcesses children;
  private final Topics topics;
  private final StackParts parts;
  private Database database;
  private Broker broker;
  private ObjectStore objectStore;
  private List<ConnectWorker> workers = List.of();
  private List<StreamsProcess> apps = List.of();
  private RestProcess rest;
  private Lake lake;
  private String lakeSink;
  private ConnectClient connect;

  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalStack(
      Installation installation, StackOptions options, DataDirectory data, StackListener listener) {
    this.installation = installation;
    this.options = options;
    this.data = data;
    this.listener = listener;
    this.children = new ChildProcesses(listener::crashed);
    this.topics = new Topics(options.userId());
    this.parts = new StackParts(installation, options, data, listener, children);
  }

  /**
   * A stack that has claimed its data directory and has started nothing yet.
   *
   * @throws StackException if the user's database does not let us in, or the data directory cannot
   *     be had
   */
  public static LocalStack create(StackOptions options, StackListener listener) {
    var installation = Installation.ofSystemProperty();
    // Before the last run's files make room for a run that cannot start.
    options.database().ifPresent(ExternalDatabase::check);
    var data = DataDirectory.claim(options.dataDirectory());
    // Read by logback.xml when the first logger is made.
    System.setProperty("pinstream.log", data.log("launcher").toString());
    return new LocalStack(installation, options, data, listener);
  }

  /**
   * Starts everything; returns when all of it answers.
   *
   * @throws StackException if a part does not come up, with the last lines of its log
   */
  public LocalStack start() {
    int httpPort = FreePorts.claim(options.httpPort(), "--http-port");
    Optional<Integer> restPort =
        options.restPort().map(port -> FreePorts.claim(port, "--rest-port"));
    ExecutorService starters = Executors.newCachedThreadPool();
    try {
      var databaseReady = async(starters, parts::database);
      var brokerReady = async(starters, parts::broker);
      var objectStoreReady = async(starters, () -> startObjectStore(httpPort));
      broker = join(brokerReady);
      topics.create(broker.bootstrapServers());
      var restReady =
          restPort.map(port -> async(starters, () -> parts.rest(broker.bootstrapServers(), port)));
      objectStore = join(objectStoreReady);
      var appsReady = async(starters, () -> startApps(httpPort));
      database = join(databaseReady);
      var rowsLoaded = CompletableFuture.runAsync(this::loadRows, starters);
      var workersReady = async(starters, this::startWorkers);
      apps = join(appsReady);
      join(rowsLoaded);
      workers = join(workersReady);
      rest = restReady.map(LocalStack::join).orElse(null);
      connect = new ConnectClient(worker().url());
      return this;
    } finally {
      starters.shutdown();
    }
  }

  private <T> CompletableFuture<T> async(ExecutorService starters, Supplier<T> starter) {
    return CompletableFuture.supplyAsync(starter, starters);
  }

  private static <T> T join(CompletableFuture<T> started) {
    try {
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StackException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private ObjectStore startObjectStore(int httpPort) {
    var store = parts.objectStore();
    lake =
        LakeOfRun.create(
            installation,
            data.run(),
            options.userId(),
            store.endpoint(),
            StreamsProcess.url(httpPort),
            options.s3SinkArchive().isPresent());
    lakeSink = lake.sink(topics).get("name");
    return store;
  }

  private List<StreamsProcess> startApps(int httpPort) {
    return IntStream.rangeClosed(1, options.instances())
        .mapToObj(
            number ->
                parts.app(
                    number,
                    broker.bootstrapServers(),
                    number == 1 ? httpPort : FreePorts.find(1).get(0)))
        .toList();
  }

  private List<ConnectWorker> startWorkers() {
    var environment = workerEnvironment();
    return IntStream.rangeClosed(1, options.instances())
        .mapToObj(number -> parts.worker(number, broker.bootstrapServers(), environment))
        .toList();
  }

  private void loadRows() {
    if (options.database().isPresent()) {
      return;
    }
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(options.seed(), options.rows()), false, listener::rowsLoaded);
  }

  private Map<String, String> workerEnvironment() {
    var environment = new LinkedHashMap<String, String>();
    environment.put(
        "PINSTREAM_DATABASE_URL", options.surroundings().databaseOfWorkers(database.url()));
    environment.put("PINSTREAM_DATABASE_USER", database.user());
    environment.put("PINSTREAM_DATABASE_PASSWORD", database.password());
    environment.put("PINSTREAM_CATALOG_URL", IcebergTables.url(LakeOfRun.catalogFile(data.run())));
    environment.put("PINSTREAM_S3_ENDPOINT", objectStore.endpoint());
    environment.put("PINSTREAM_BUCKET", ObjectStore.BUCKET);
    environment.put("AWS_ACCESS_KEY_ID", objectStore.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", objectStore.secretKey());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }

  /** Creates the sink that writes the lake. */
  public void deployLake() {
    deployLake(Life.NONE);
  }

  /** Creates the sink that writes the lake of an emulation; what is bad on purpose is left out. */
  public void deployLake(Life life) {
    connect.deploy(sinkSettings(life));
  }

  private Map<String, String> sinkSettings(Life life) {
    var sink = new TreeMap<>(lake.sink(topics));
    if (life.bad() > 0) {
      sink.put("errors.tolerance", "all");
    }
    return sink;
  }

  /**
   * Changes how often the sink of Iceberg tables commits; that of JSON objects goes by their size.
   *
   * @param life as it was deployed with
   */
  public void commitLakeEvery(Duration interval, Life life) {
    var sink = sinkSettings(life);
    if (sink.replace(COMMIT_INTERVAL, Long.toString(interval.toMillis())) != null) {
      // Between two commits, for it breaks off the one that it is at, with errors in its log.
      new LakeCommits(LakeOfRun.catalogFile(data.run())).awaitNext(COMMIT_PATIENCE);
      connect.deploy(sink);
    }
  }

  /** Creates the source, or changes what it emits. */
  public void deploySource(Emulation emulation) {
    connect.deploy(sourceSettings(emulation));
  }

  /** The source connector's settings: those of {@code config/local}, and what is emulated. */
  public Map<String, String> sourceSettings(Emulation emulation) {
    var settings =
        new TreeMap<>(PropertiesFile.read(installation.config("local/source.properties")));
    settings.put("user.id", options.userId());
    settings.putAll(emulation.settings());
    settings.putAll(options.surroundings().sourceSettings());
    if (emulation.life().bad() > 0) {
      // What is bad on purpose has to reach the topics.
      for (var name : settings.get("transforms").split(",", -1)) {
        settings.put("transforms." + name.strip() + ".on.error", "header");
      }
    }
    return settings;
  }

  /** Source and sink, as Connect sees them. */
  public List<ConnectorStatus> connectors() {
    return connectors(connect);
  }

  /** Source and sink, as one worker sees them. */
  public List<ConnectorStatus> connectors(ConnectClient worker) {
    return List.of(worker.status(SOURCE), worker.status(lakeSink));
  }

  /** How many rows the stack's own database has. */
  public int rows() {
    return options.rows();
  }

  public Topics topics() {
    return topics;
  }

  public Lake lake() {
    return lake;
  }

  public ConnectClient connect() {
    return connect;
  }

  public Database database() {
    return database;
  }

  public Broker broker() {
    return broker;
  }

  public ObjectStore objectStore() {
    return objectStore;
  }

  /** The first worker, whose REST API is the stack's. */
  public ConnectWorker worker() {
    return workers.get(0);
  }

  public List<ConnectWorker> workers() {
    return workers;
  }

  /** The first instance of the Streams app, which answers for all. */
  public StreamsProcess streams() {
    return apps.get(0);
  }

  public List<StreamsProcess> apps() {
    return apps;
  }

  /** Empty if none was asked for. */
  public Optional<RestProcess> rest() {
    return Optional.ofNullable(rest);
  }

  /** Where the processes write their logs. */
  public Path logs() {
    return data.run("logs");
  }

  /**
   * Ends everything, whatever of it has come up: readers and writers before what they depend on.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    var clients = new ArrayList<ChildService>(workers);
    clients.addAll(apps);
    if (rest != null) {
      clients.add(rest);
    }
    children.end(clients.stream().map(ChildService::process).toList());
    data.close();
  }
}
