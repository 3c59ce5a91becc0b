// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pinstream.rest.config.InvalidSettingException;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.connect.Pipelines;
import io.pinstream.rest.http.ProxyRoutes;
import io.pinstream.rest.http.WebServer;
import io.pinstream.rest.topics.DeadLetterTopic;
import io.pinstream.rest.topics.TopicDirectory;
import io.pinstream.rest.write.DeadLetters;
import io.pinstream.rest.write.ReplaceableProducer;
import io.pinstream.rest.write.RowWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy from its start to its end. It ends in the order in which a row passes: the web server
 * first, so that what is on its way is acknowledged and answered, then the producer.
 */
public final class ProxyRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ProxyConfig config;
  private final PrometheusMeterRegistry registry;
  private final Pipelines pipelines;
  private final Admin admin;
  private final ReplaceableProducer producer;
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
  private final WebServer web;

  private ProxyRunner(
      ProxyConfig config,
      Pipelines pipelines,
      Admin admin,
      PrometheusMeterRegistry registry,
      ReplaceableProducer producer) {
    this.config = config;
    this.pipelines = pipelines;
    this.admin = admin;
    this.registry = registry;
    this.producer = producer;
    this.web = new WebServer(config.http());
  }

  /**
   * Starts serving; brokers that are away are waited for by those who post.
   *
   * @throws InvalidSettingException if a setting turns out to be unusable
   */
  public static ProxyRunner start(ProxyConfig config)
      throws InvalidSettingException, InterruptedException {
    Pipelines pipelines = new Pipelines(config.connector());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProxyRunner runner =
        new ProxyRunner(config, pipelines, admin(config), registry, producer(config, registry));
    try {
      runner.serve();
      return runner;
    } catch (InvalidSettingException | InterruptedException | RuntimeException e) {
      runner.close();
      throw e;
    }
  }

  static Admin admin(ProxyConfig config) throws InvalidSettingException {
    try {
      return Admin.create(config.clients().admin());
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  static ReplaceableProducer producer(ProxyConfig config, MeterRegistry registry)
      throws InvalidSettingException {
    try {
      return new ReplaceableProducer(
          () ->
              new KafkaProducer<>(
                  config.clients().producer(),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()),
          registry);
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  private static InvalidSettingException unusable(KafkaException e) {
    return new InvalidSettingException(
        "can't make a Kafka client from the settings: " + InvalidSettingException.rootMessage(e));
  }

  private void serve() throws InvalidSettingException, InterruptedException {
    gcMetrics.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    if (config.deadLetterTopic().isPresent()) {
      DeadLetterTopic.ensure(admin, config.deadLetterTopic().get());
    }
    TopicDirectory topics = new TopicDirectory(admin, config.topics(), web.threads());
    RowWriter writer =
        new RowWriter(pipelines, producer, config.deadLetterTopic().map(DeadLetters::new));
    web.start(ProxyRoutes.of(config, topics, writer, registry, web.threads()));
    announce();
  }

  private void announce() {
    LOG.info(
        """
        Pinstream REST proxy {}
          topics   {}
          unclean  {}
          brokers  {}
          web      {}\
        """,
        ProxyVersion.current(),
        config.topics(),
        config.deadLetterTopic().map(topic -> "to " + topic).orElse("refused"),
        config.clients().producer().get("bootstrap.servers"),
        url());
  }

  /** Where the proxy is found. */
  public String url() {
    return web.url();
  }

  /** Serves until the latch reaches zero. */
  void awaitStop(CountDownLatch stop) throws InterruptedException {
    stop.await();
    LOG.info("closing");
  }

  @Override
  public void close() {
    web.close();
    producer.close();
    admin.close(CLOSE_TIMEOUT);
    gcMetrics.close();
    pipelines.close();
  }
}
