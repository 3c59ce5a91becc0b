// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
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
    @Mixin private DeploymentOptions stack;

    @Override
    public Integer call() {
      return stack.run(false, msk -> msk.status() ? 0 : 1);
    }
  }

  @Command(name = "logs", description = "What workers and app wrote to their log.")
  static final class Logs implements Callable<Integer> {
    @Mixin private DeploymentOptions stack;

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
      description = {
        "Deletes the stack and the uploaded zips, after a question. What the sink wrote stays, and topics, database and secret but a trial's.",
        "Interrupted, it goes on at AWS; the same once more follows it and deletes what is left."
      })
  static final class Destroy implements Callable<Integer> {
    @Mixin private DeploymentOptions stack;
    @Mixin private DryRunOption dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
      return stack.run(
          dryRun.isDryRun(),
          msk -> {
            msk.destroy(this::isAllowed);
            return 0;
          });
    }

    private boolean isAllowed(String whatGoes) {
      if (yes) {
        return true;
      }
      stack.out().print("This deletes %s. Type yes to go on: ".formatted(whatGoes));
      stack.out().flush();
      try {
        var answer =
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                .readLine();
        if (answer == null) {
          throw new DeploymentException(
              "this deletes %s. Nobody is there to ask: give --yes if that is meant"
                  .formatted(whatGoes));
        }
        return answer.strip().equals("yes");
      } catch (IOException e) {
        throw new DeploymentException("the answer cannot be read: " + e.getMessage(), e);
      }
    }
  }
}
