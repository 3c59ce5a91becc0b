// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.run.AppRunner;
import io.pinstream.streams.run.AppVersion;
import io.pinstream.streams.run.PinstreamTopology;
import io.pinstream.streams.run.StateReset;
import io.pinstream.streams.topics.InternalTopics;
import io.pinstream.streams.topics.TopicsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The Streams app. Exit codes: 0 it has said what it was asked, 1 the cluster or the streams
 * failed, 2 wrong use or a wrong setting, 3 no memory was left, 143 ended by TERM and 130 by
 * Ctrl-C, as all of Java's.
 */
@Command(
    name = "pinstream-streams",
    mixinStandardHelpOptions = true,
    versionProvider = AppVersion.class,
    description = "Joins pin, geo and user by index and serves what the posts say.")
public final class PinstreamApp implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG_SETTING = 2;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Properties file with the settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      scope = ScopeType.INHERIT,
      description =
          "A setting, over what the file says of it; as often as you like, and without a file if"
              + " all are given so.")
  private Map<String, String> given = Map.of();

  @Option(names = "--topology", description = "Print the topology and exit.")
  private boolean showTopology;

  @Option(
      names = "--topics",
      description =
          "Print the internal topics with their settings, to make them beforehand, and exit.")
  private boolean showTopics;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new PinstreamApp())
            .setExecutionExceptionHandler(PinstreamApp::explain)
            .execute(args));
  }

  @Override
  public Integer call() throws InvalidSettingException, TopicsException, InterruptedException {
    AppConfig settings = settings();
    if (showTopology || showTopics) {
      describe(settings);
      return 0;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, finished), "stop"));
    try {
      return new AppRunner(settings, stop).run() ? 0 : FAILED;
    } finally {
      finished.countDown();
    }
  }

  @Command(
      name = "reset",
      description =
          "Forget the state on disk, the changelogs, the position in the inputs and the answers'"
              + " topics; the next start reads the inputs from their beginning. Stop all instances"
              + " first.")
  int reset(
      @Option(
              names = "--history",
              description = "Forget how the answers changed, too: nobody can count that anew.")
          boolean history)
      throws InvalidSettingException, TopicsException, InterruptedException {
    AppConfig settings = settings();
    StateReset reset = new StateReset(settings);
    reset.run(history).forEach(removed -> System.out.println("removed " + removed));
    return 0;
  }

  private AppConfig settings() throws InvalidSettingException {
    if (config == null && given.isEmpty()) {
      throw new InvalidSettingException(
          "there are no settings: give a properties file with --config FILE, or each with --set"
              + " NAME=VALUE");
    }
    Map<String, String> settings = config == null ? new TreeMap<>() : AppConfig.read(config);
    settings.putAll(given);
    return AppConfig.of(settings);
  }

  private void describe(AppConfig settings) throws InvalidSettingException {
    Topology topology = PinstreamTopology.describable(settings);
    if (showTopology) {
      System.out.println(topology.describe());
    }
    if (showTopics) {
      Map<String, Object> own = settings.streams().originalsWithPrefix(StreamsConfig.TOPIC_PREFIX);
      for (String topic : InternalTopics.changelogs(topology, settings.applicationId())) {
        show(topic, InternalTopics.changelogSettings(own));
      }
      for (String topic : InternalTopics.repartitions(topology, settings.applicationId())) {
        show(topic, InternalTopics.repartitionSettings(own));
      }
    }
  }

  private static void show(String topic, Map<String, String> settings) {
    System.out.println(topic + " (as many partitions as the inputs)");
    settings.forEach((name, value) -> System.out.println("  " + name + "=" + value));
  }

  private static int explain(Exception e, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (e instanceof InvalidSettingException) {
      System.err.println("Error: " + e.getMessage());
      return WRONG_SETTING;
    }
    if (e instanceof TopicsException) {
      System.err.println("Error: " + e.getMessage());
      return FAILED;
    }
    throw e;
  }

  private static void stopAndWait(CountDownLatch stop, CountDownLatch finished) {
    stop.countDown();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
