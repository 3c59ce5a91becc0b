// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import io.pinstream.msk.DeploymentException;
import io.pinstream.msk.MskCommand;
import io.pinstream.stack.StackException;
import io.pinstream.stack.dataset.DatasetLoadException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./pinstream}. */
@Command(
    name = "pinstream",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    description = "The Pinterest data pipeline as Kafka plugins.",
    subcommands = {
      DemoCommand.class,
      SqlCommand.class,
      QuestionsCommand.class,
      LakeCommand.class,
      SoakCommand.class,
      DatasetCommand.class,
      MskCommand.class
    })
public final class Pinstream {
  private Pinstream() {}

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Pinstream.class.getPackage().getImplementationVersion();
      return new String[] {"pinstream " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** Runs one command; its exit code is the process's: 0, 1 for a failure, 2 for wrong options. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Pinstream())
        .setParameterExceptionHandler(
            (exception, arguments) -> {
              var command = exception.getCommandLine();
              var name = command.getCommandSpec().qualifiedName();
              command.getErr().println("pinstream: " + exception.getMessage());
              command.getErr().println("See ./" + name + " --help");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof StackException
                  || exception instanceof DatasetLoadException
                  || exception instanceof DeploymentException) {
                command.getErr().println("pinstream: " + exception.getMessage());
              } else {
                exception.printStackTrace(command.getErr());
              }
              return CommandLine.ExitCode.SOFTWARE;
            });
  }
}
