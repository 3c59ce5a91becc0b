// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.soak.Soak;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./pinstream soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    sortOptions = false,
    description = {
      "Runs the whole pipeline, two workers and two apps, under load, and hurts a part of it every"
          + " half minute.",
      "In the end topics, posts, answers and lake have to be what they had been without. The same"
          + " seed gives the same faults."
    })
final class SoakCommand implements Callable<Integer> {
  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "3",
      description = "For how long faults strike, such as 1.5 or 60. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "100",
      description =
          "The same seed gives the same rows, posts and faults. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "50",
      description = "Posts per second. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Mixin private DataDirectoryOption dataDirectory;

  @Option(
      names = "--json",
      description = "The report as one JSON object, the only line of standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    require(minutes >= 0.5 && minutes <= 1_440, "--minutes must be 0.5 to 1440");
    require(rate >= 5 && rate <= 10_000, "--rate must be 5 to 10000");
    var screen =
        new Screen(
            json ? System.err : System.out,
            Boolean.getBoolean(json ? "pinstream.terminal.err" : "pinstream.terminal.out"));
    var length = Duration.ofSeconds(Math.round(minutes * 60));
    var soak = new Soak(dataDirectory.path(), seed, length, rate, screen);
    var ending =
        new Thread(
            () -> {
              screen.say("ending ...");
              soak.close();
            },
            "end-soak");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      screen.say("logs in " + soak.logs());
      var report = soak.run();
      if (DemoCommand.isEnding()) {
        return 1;
      }
      screen.say(report.toText());
      if (json) {
        System.out.println(report.toJson());
      }
      return report.ok() ? 0 : 1;
    } finally {
      if (!DemoCommand.isEnding()) {
        soak.close();
        Runtime.getRuntime().removeShutdownHook(ending);
      }
    }
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
