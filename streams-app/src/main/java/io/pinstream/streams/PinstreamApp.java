// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.run.AppRunner;
import io.pinstream.streams.topics.TopicsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The Streams app. Exit codes: 0 ended as asked, 1 the cluster or the streams failed, 2 wrong use
 * or a wrong setting.
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
      required = true,
      paramLabel = "FILE",
      description = "Properties file with the settings.")
  private Path config;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PinstreamApp()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stop, finished), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return new AppRunner(AppConfig.load(config), stop).run() ? 0 : FAILED;
    } catch (InvalidSettingException e) {
      System.err.println("Error: " + e.getMessage());
      return WRONG_SETTING;
    } catch (TopicsException e) {
      System.err.println("Error: " + e.getMessage());
      return FAILED;
    } finally {
      finished.countDown();
    }
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
