// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Which stack, and where: what every command on a deployment has. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class DeploymentOptions {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "pinstream",
      description = "The CloudFormation stack. Default: ${DEFAULT-VALUE}.")
  private String stack;

  @Mixin private RegionOption region;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /**
   * Works on the deployment.
   *
   * @return what the work returned, the command's exit code
   * @throws DeploymentException if AWS refuses
   */
  int run(boolean dryRun, ToIntFunction<Msk> work) {
    try (var aws = AwsClients.ofUser(region.name())) {
      return work.applyAsInt(new Msk(aws, stack, out(), dryRun, INTERVAL));
    } catch (SdkException e) {
      throw new DeploymentException(words(e), e);
    }
  }

  private static String words(SdkException e) {
    return String.valueOf(e.getMessage()).startsWith("Unable to load credentials")
        ? "there are no AWS credentials: log in as for the AWS CLI (aws configure, aws sso login), or set AWS_PROFILE"
        : "AWS does not let us: " + e.getMessage();
  }
}
