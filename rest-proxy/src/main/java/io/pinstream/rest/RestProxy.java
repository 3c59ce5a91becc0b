// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import io.pinstream.rest.config.InvalidSettingException;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.config.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The REST proxy. Exit codes: 0 ended as asked, 1 failed, 2 wrong use or a wrong setting. */
@Command(
    name = "pinstream-rest",
    mixinStandardHelpOptions = true,
    versionProvider = ProxyVersion.class,
    description = "Takes rows over HTTP and writes them clean to Kafka.")
public final class RestProxy implements Callable<Integer> {
  private static final int WRONG_SETTING = 2;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with the settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting, over what the file says of it; as often as you like, and without a file if all are given so.")
  private Map<String, String> given = Map.of();

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new RestProxy())
            .setExecutionExceptionHandler(RestProxy::explain)
            .execute(args));
  }

  @Override
  public Integer call() throws InvalidSettingException, InterruptedException {
    ProxyConfig settings = ProxyConfig.of(settings());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, finished), "stop"));
    try (ProxyRunner runner = ProxyRunner.start(settings)) {
      runner.awaitStop(stop);
      return 0;
    } finally {
      finished.countDown();
    }
  }

  private Map<String, String> settings() throws InvalidSettingException {
    if (config == null && given.isEmpty()) {
      throw new InvalidSettingException(
          "there are no settings: give a properties file with --config FILE, or each with --set NAME=VALUE");
    }
    Map<String, String> settings = config == null ? new TreeMap<>() : SettingsFile.read(config);
    settings.putAll(given);
    return settings;
  }

  private static int explain(Exception e, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (e instanceof InvalidSettingException) {
      System.err.println("Error: " + e.getMessage());
      return WRONG_SETTING;
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
