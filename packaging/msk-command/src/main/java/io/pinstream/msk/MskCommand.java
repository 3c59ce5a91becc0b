// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./pinstream msk}. */
@Command(
    name = "msk",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "The pipeline on MSK Connect, from zip to running connectors and back.",
    subcommands = {
      DoctorCommand.class,
      MskCommand.Deploy.class,
      MskCommand.Status.class,
      MskCommand.Logs.class,
      MskCommand.Destroy.class
    })
public final class MskCommand {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private MskCommand() {}

  /** Which stack, and where. */
  static final class StackOptions {
    @Option(
        names = "--stack",
        paramLabel = "NAME",
        defaultValue = "pinstream",
        description = "The CloudFormation stack. Default: ${DEFAULT-VALUE}.")
    private String stack;

    @Option(names = "--region", description = "Default: that of your AWS configuration.")
    private String region;

    private int run(CommandSpec command, boolean dryRun, ToIntFunction<Msk> work) {
      var out = command.commandLine().getOut();
      try (var aws = AwsClients.ofUser(region)) {
        return work.applyAsInt(new Msk(aws, stack, out, dryRun, INTERVAL));
      } catch (SdkException e) {
        throw new DeploymentException(words(e), e);
      }
    }
  }

  private static String words(SdkException e) {
    return String.valueOf(e.getMessage()).startsWith("Unable to load credentials")
        ? "there are no AWS credentials: log in as for the AWS CLI (aws configure, aws sso login), or set AWS_PROFILE"
        : "AWS does not let us: " + e.getMessage();
  }

  @Command(
      name = "deploy",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      description = {
        "Uploads the zips, deploys the template and follows it until the connectors run.",
        "A second run changes what has changed, or follows a deployment that is under way."
      })
  static final class Deploy implements Callable<Integer> {
    enum Sink {
      json,
      parquet,
      lakehouse,
      none
    }

    @Mixin private StackOptions options;
    @Spec private CommandSpec command;

    @Option(
        names = "--plugin-bucket",
        paramLabel = "BUCKET",
        required = true,
        description = "A bucket of yours in the region, for the zips.")
    private String pluginBucket;

    @Option(
        names = "--cluster",
        paramLabel = "ARN",
        required = true,
        description = "The MSK cluster.")
    private String cluster;

    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:9098,...",
        required = true,
        description = "Its IAM bootstrap string: aws kafka get-bootstrap-brokers.")
    private String bootstrapServers;

    @Option(
        names = "--subnets",
        paramLabel = "ID,...",
        required = true,
        description = "Where the connectors run.")
    private String subnets;

    @Option(
        names = "--security-groups",
        paramLabel = "ID,...",
        required = true,
        description = "Which brokers and database let in.")
    private String securityGroups;

    @Option(
        names = "--database",
        paramLabel = "JDBC_URL",
        required = true,
        description = "The RDS instance, without credentials.")
    private String database;

    @Option(
        names = "--database-secret",
        paramLabel = "NAME",
        required = true,
        description = "The secret in Secrets Manager with the keys username and password.")
    private String databaseSecret;

    @Option(
        names = "--bucket",
        required = true,
        description = "The bucket that the sink writes to.")
    private String bucket;

    @Option(names = "--create-bucket", description = "Make that bucket.")
    private boolean createBucket;

    @Option(
        names = "--sink",
        defaultValue = "json",
        description = "What the sink writes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Sink sink;

    @Option(
        names = "--user-id",
        paramLabel = "U",
        defaultValue = "pinstream",
        description = "The prefix of the topics. Default: ${DEFAULT-VALUE}.")
    private String userId;

    @Option(
        names = "--dry-run",
        description = "Print every call that would change something, and make none of them.")
    private boolean dryRun;

    @Override
    public Integer call() {
      var built = BuiltArchives.ofHome();
      var zips = new LinkedHashMap<String, PluginZip>();
      boolean writesObjects = sink == Sink.json || sink == Sink.parquet;
      zips.put("Plugin", PluginZip.of(writesObjects ? built.withS3Sink() : built.plain()));
      if (sink == Sink.lakehouse) {
        zips.put("SinkPlugin", PluginZip.of(built.lakehouse()));
      }
      return options.run(
          command,
          dryRun,
          msk -> {
            msk.deploy(pluginBucket, zips, built.template(), parameters());
            return 0;
          });
    }

    private Map<String, String> parameters() {
      var parameters = new TreeMap<String, String>();
      parameters.put("UserId", userId);
      parameters.put("DatabaseUrl", database);
      parameters.put("DatabaseSecret", databaseSecret);
      parameters.put("Sink", sink.name());
      parameters.put("BucketName", bucket);
      parameters.put("CreateBucket", createBucket ? "yes" : "no");
      parameters.put("ClusterArn", cluster);
      parameters.put("BootstrapServers", bootstrapServers);
      parameters.put("Subnets", subnets);
      parameters.put("SecurityGroups", securityGroups);
      return parameters;
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "The connectors' states and the workers' last errors; 0 if all of them run.")
  static final class Status implements Callable<Integer> {
    @Mixin private StackOptions options;
    @Spec private CommandSpec command;

    @Override
    public Integer call() {
      return options.run(command, false, msk -> msk.status() ? 0 : 1);
    }
  }

  @Command(
      name = "logs",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "What the workers wrote to their log.")
  static final class Logs implements Callable<Integer> {
    @Mixin private StackOptions options;
    @Spec private CommandSpec command;

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
      return options.run(
          command,
          false,
          msk -> {
            msk.logs(Duration.ofMinutes(minutes), errors, lines);
            return 0;
          });
    }
  }

  @Command(
      name = "destroy",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Deletes the stack and the uploaded zips. Rows, topics and secrets stay.")
  static final class Destroy implements Callable<Integer> {
    @Mixin private StackOptions options;
    @Spec private CommandSpec command;

    @Option(names = "--dry-run", description = "Print the calls, and make none of them.")
    private boolean dryRun;

    @Override
    public Integer call() {
      return options.run(
          command,
          dryRun,
          msk -> {
            msk.destroy();
            return 0;
          });
    }
  }
}
