// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.history.History;
import io.pinstream.streams.http.DeadLetterRoutes;
import io.pinstream.streams.http.EventStream;
import io.pinstream.streams.http.HistoryRoute;
import io.pinstream.streams.http.InstanceRoutes;
import io.pinstream.streams.http.MetricsRoute;
import io.pinstream.streams.http.PageRoute;
import io.pinstream.streams.http.PostRoutes;
import io.pinstream.streams.http.QuestionRoutes;
import io.pinstream.streams.http.Readiness;
import io.pinstream.streams.http.ReadinessRoutes;
import io.pinstream.streams.http.WebServer;
import io.pinstream.streams.instances.AllInstances;
import io.pinstream.streams.instances.AnswerCollector;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.Instances;
import io.pinstream.streams.instances.LocalPosts;
import io.pinstream.streams.instances.PeerClient;
import io.pinstream.streams.instances.RestrictedAnswers;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.letters.DeadLetters;
import io.pinstream.streams.letters.LetterSender;
import io.pinstream.streams.live.LivePosts;
import io.pinstream.streams.live.NewestPosts;
import io.pinstream.streams.live.PostLatency;
import io.pinstream.streams.live.Quality;
import io.pinstream.streams.live.RecentCategories;
import io.pinstream.streams.live.Stats;
import io.pinstream.streams.live.WaitingPosts;
import io.pinstream.streams.topics.TopicNames;
import io.pinstream.streams.topics.TopicsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app from its settings to its end: web server first, then the topics, then the streams. */
public final class AppRunner {
  private static final Logger LOG = LoggerFactory.getLogger(AppRunner.class);

  private final AppConfig config;
  private final StreamsConfig streamsConfig;
  private final ClusterPreparation cluster;
  private final CountDownLatch stop;
  private final Readiness readiness = new Readiness();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JoinMeters meters = new JoinMeters(registry);
  private final LivePosts livePosts = new LivePosts();
  private final WaitingPosts waiting = new WaitingPosts();
  private final PostLatency latency = new PostLatency(registry);
  private final RestoreProgress restore = new RestoreProgress(registry);
  private final NewestPosts newestPosts = new NewestPosts();
  private final RecentCategories recentCategories = new RecentCategories();
  private final LocalCounts answers = new LocalCounts();
  private final AtomicReference<KafkaStreams> streams = new AtomicReference<>();
  private final AtomicReference<Instances> instances = new AtomicReference<>();
  private final ClusterAnswers clusterAnswers;
  private final AllInstances allInstances;
  private final LocalPosts localPosts;
  private final ClusterNewest newest;
  private final AtomicReference<String> url = new AtomicReference<>();
  private final AtomicReference<String> instanceUrl = new AtomicReference<>();
  private final Lags lags;
  private final InstanceHealth own;

  /**
   * An app that is not running yet.
   *
   * @param stop ends it when it reaches zero
   */
  public AppRunner(AppConfig config, CountDownLatch stop) throws InvalidSettingException {
    this.config = config;
    this.streamsConfig = config.streams();
    this.cluster = new ClusterPreparation(config);
    this.stop = stop;
    this.allInstances =
        new AllInstances(
            () -> Optional.ofNullable(instances.get()),
            new PeerClient(config.http().instanceSecret()));
    this.localPosts = new LocalPosts(query -> allInstances.running().streams().store(query));
    this.clusterAnswers = new ClusterAnswers(answers, allInstances);
    this.newest = new ClusterNewest(newestPosts, allInstances);
    this.lags = new Lags(streamsConfig);
    this.own =
        new InstanceHealth(
            () -> Optional.ofNullable(streams.get()),
            this::state,
            this::address,
            Set.copyOf(config.topics().inputNames()),
            Set.copyOf(PinstreamTopology.joined(config)),
            lags,
            restore,
            latency);
  }

  /**
   * Runs until stopped.
   *
   * @return whether it ended because it was stopped, and not by an error
   * @throws InvalidSettingException if a setting turns out to be unusable
   * @throws TopicsException if the cluster's topics don't allow the app to run
   */
  public boolean run() throws InvalidSettingException, TopicsException, InterruptedException {
    ClusterFigures stats = figures("stats", new Stats(this::state, meters, livePosts)::figures);
    ClusterFigures rate = figures("rate", livePosts::rates);
    ClusterFigures categories =
        figures("categories", () -> new TreeMap<>(recentCategories.counts()));
    ClusterFigures quality = figures("quality", new Quality(livePosts, answers, meters)::figures);
    ClusterFigures health = figures("health", own::figures);
    ClusterFigures waits = figures("waiting", this::waiting);
    DeadLetters letters = new DeadLetters(streamsConfig, config.applicationId(), config.topics());
    AnswerCollector collector =
        new AnswerCollector(
            answers,
            clusterAnswers::version,
            () -> ((Number) stats.sum().get("joined")).longValue(),
            clusterAnswers::sum);
    History history = new History(streamsConfig, config.applicationId(), config.topics().history());
    Map<String, EventStream.Followed> followed =
        Map.of(
            "rate", timeout -> Optional.of(rate.reached(timeout)),
            "categories", timeout -> Optional.of(recent(categories.reached(timeout))),
            "quality", timeout -> Optional.of(quality.reached(timeout)),
            "health", timeout -> Optional.of(health.each(timeout)),
            "waiting", timeout -> Optional.of(waits.each(timeout)),
            "history", timeout -> history.newestMinute().map(time -> Map.of("time", time)));
    Map<String, Supplier<Object>> live =
        Map.of(
            "/api/stats", stats::sum,
            "/api/live/rate", rate::sum,
            "/api/live/categories", () -> recent(categories.sum()),
            "/api/quality", quality::sum,
            "/api/health", health::each,
            "/api/waiting", waits::each);
    try (lags;
        EventStream events = new EventStream(stats, newest, clusterAnswers, followed);
        WebServer web =
            AppServers.forEverybody(
                config.http(),
                List.of(
                    new ReadinessRoutes(readiness),
                    events,
                    config ->
                        live.forEach(
                            (path, told) -> config.routes.get(path, ctx -> ctx.json(told.get()))),
                    new QuestionRoutes(
                        clusterAnswers, new RestrictedAnswers(localPosts, allInstances)),
                    new HistoryRoute(history),
                    new PostRoutes(new ClusterPosts(localPosts, allInstances), newest),
                    new DeadLetterRoutes(
                        letters,
                        new LetterSender(
                            streamsConfig, config.applicationId(), config.topics(), letters),
                        config.http().token().isPresent()),
                    new MetricsRoute(registry, own.bindTo(registry)),
                    new PageRoute()));
        WebServer forInstances =
            AppServers.forInstances(
                config.http(),
                new InstanceRoutes(
                    clusterAnswers,
                    localPosts,
                    newest,
                    List.of(stats, rate, categories, quality, health, waits)))) {
      url.set(web.url());
      instanceUrl.set(forInstances.url());
      LOG.info("listening on {}", web.url());
      Optional<Integer> partitions = cluster.prepareTopics(readiness::notYet, stop);
      if (partitions.isEmpty()) {
        return true;
      }
      Topology topology =
          PinstreamTopology.build(
              config,
              partitions.get(),
              new RecordLimit(cluster.maxRecordBytes()),
              meters,
              List.of(livePosts, newestPosts, recentCategories, latency, waiting, answers),
              collector::latest,
              collector::whole,
              history.keys());
      StreamsConfig served = config.streams(forInstances.addressForOthers());
      String advertised = served.getString(StreamsConfig.APPLICATION_SERVER_CONFIG);
      cluster.checkAdvertised(advertised);
      try (AdvertisedCheck check =
              new AdvertisedCheck(
                  cluster, advertised, () -> own.joinedPartitions() == partitions.get());
          StreamsRunner runner =
              new StreamsRunner(topology, served, lags, restore, readiness, stop);
          KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(runner.streams());
          JvmGcMetrics gcMetrics = new JvmGcMetrics();
          collector;
          history) {
        streamsMetrics.bindTo(registry);
        Gauge.builder("pinstream.posts", livePosts, LivePosts::count)
            .description("Complete posts in this instance's partitions")
            .register(registry);
        Gauge.builder("pinstream.posts.waiting", waiting, WaitingPosts::count)
            .description("Posts that wait for one of their rows")
            .register(registry);
        gcMetrics.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        streams.set(runner.streams());
        readiness.watch(check::problem);
        check.start();
        announce(web.url(), partitions.get());
        runner.start();
        instances.set(
            new Instances(
                runner.streams(),
                advertised,
                PinstreamTopology.joined(config).get(0),
                partitions.get()));
        collector.start();
        history.start();
        stop.await();
        LOG.info("closing");
        web.refuse();
        return !runner.failed();
      }
    }
  }

  /** Where the web server listens; empty until it does. */
  public Optional<String> url() {
    return Optional.ofNullable(url.get());
  }

  /** Where other instances ask this one; empty until they can. */
  Optional<String> instanceUrl() {
    return Optional.ofNullable(instanceUrl.get());
  }

  private static Map<String, Object> recent(Map<String, Object> posts) {
    return new TreeMap<>(
        Map.of("minutes", RecentCategories.MINUTES, "posts", new TreeMap<>(posts)));
  }

  private Map<String, Object> waiting() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("instance", address());
    report.putAll(waiting.figures());
    return report;
  }

  private ClusterFigures figures(String name, Supplier<Map<String, Object>> own) {
    return new ClusterFigures(name, own, allInstances);
  }

  /** As others know it; empty before they can. */
  private String address() {
    return Optional.ofNullable(instances.get()).map(Instances::self).orElse("");
  }

  private String state() {
    KafkaStreams running = streams.get();
    if (running == null) {
      return "WAITING";
    }
    KafkaStreams.State state = running.state();
    return state == KafkaStreams.State.RUNNING && readiness.reason().isPresent()
        ? "FAILING"
        : state.name();
  }

  private void announce(String url, int partitions) {
    TopicNames topics = config.topics();
    Map<String, Object> settings = streamsConfig.originals();
    LOG.info(
        """
        Pinstream {}
          joins    {} ({} partitions) into {}, dead letters to {}
          as       {}, {}, commit every {} ms, {} threads
          brokers  {}
          state    {}
          web      {}\
        """,
        AppVersion.current(),
        String.join(", ", topics.inputNames()),
        partitions,
        topics.posts(),
        topics.deadLetters(),
        settings.get(StreamsConfig.APPLICATION_ID_CONFIG),
        streamsConfig.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG),
        streamsConfig.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
        streamsConfig.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG),
        settings.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG),
        streamsConfig.getString(StreamsConfig.STATE_DIR_CONFIG),
        url);
  }
}
