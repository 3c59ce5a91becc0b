// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./pinstream msk}. */
@Command(
    name = "msk",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "The pipeline on MSK Connect, from zip to running connectors and back.",
    subcommands = {
      DoctorCommand.class,
      DeployCommand.class,
      MskCommand.Status.class,
      MskCommand.Logs.class,
      MskCommand.Destroy.class
    })
public final class MskCommand {
  private MskCommand() {}

  @Command(
      name = "status",
      description = "The connectors' states and the workers' last errors; 0 if all of them run.")
  static final class Status implements Callable<Integer> {
    @Mixin private StackOptions stack;

    @Override
    public Integer call() {
      return stack.run(false, msk -> msk.status() ? 0 : 1);
    }
  }

  @Command(name = "logs", description = "What workers and app wrote to their log.")
  static final class Logs implements Callable<Integer> {
    @Mixin private StackOptions stack;

    @Option(
        names = "--minutes",
        paramLabel = "N",
        defaultValue = "60",
        description = "How far back. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--errors", description = "Errors and their causes only.")
    private boolean errors;

    @Option(
        names = "--lines",
        paramLabel = "N",
        defaultValue = "500",
        description = "The newest N lines. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Override
    public Integer call() {
      return stack.run(
          false,
          msk -> {
            msk.logs(Duration.ofMinutes(minutes), errors, lines);
            return 0;
          });
    }
  }

  @Command(
      name = "destroy",
      description = "Deletes the stack and the uploaded zips. Rows, topics and secrets stay.")
  static final class Destroy implements Callable<Integer> {
    @Mixin private StackOptions stack;
    @Mixin private DryRunOption dryRun;

    @Override
    public Integer call() {
      return stack.run(
          dryRun.isDryRun(),
          msk -> {
            msk.destroy();
            return 0;
          });
    }
  }
}
