// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./pinstream msk deploy}: its options are the template's parameters. */
@Command(
    name = "deploy",
    sortOptions = false,
    description = {
      "Uploads the zips, deploys the template and follows it until the connectors run.",
      "A second run changes what has changed, or follows a deployment that is under way."
    })
final class DeployCommand implements Callable<Integer> {
  enum Sink {
    json,
    parquet,
    lakehouse,
    none
  }

  @Mixin private DeploymentOptions stack;

  @Option(
      names = "--plugin-bucket",
      paramLabel = "BUCKET",
      required = true,
      description = "A bucket of yours in the region, for the zips.")
  private String pluginBucket;

  @ArgGroup(multiplicity = "1")
  private Place place;

  @Option(names = "--bucket", required = true, description = "The bucket that the sink writes to.")
  private String bucket;

  @Option(names = "--create-bucket", description = "Make that bucket.")
  private boolean createBucket;

  @Option(
      names = "--sink",
      defaultValue = "json",
      description = "What the sink writes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Sink sink;

  @Mixin private UserIdOption user;

  @Option(
      names = "--no-connectors",
      description =
          "Make all else, but start neither connectors nor app: for a trial whose database is still empty.")
  private boolean noConnectors;

  @Option(
      names = "--create-topics",
      description =
          "Make the internal topics (offsets, and the lakehouse's control topic) by the template. They outlive the stack.")
  private boolean createTopics;

  @ArgGroup(exclusive = false)
  private Streams streams;

  @ArgGroup(exclusive = false)
  private Rest rest;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description =
          "Another parameter of the template, such as Capacity=2 or OffsetsPartitions=5; as often as you like.")
  private Map<String, String> further = Map.of();

  @Mixin private DryRunOption dryRun;

  @Spec private CommandSpec command;

  /** A cluster, network and database of the user's, or new ones. */
  static final class Place {
    @Option(
        names = "--trial",
        required = true,
        description =
            "Make a network, a small MSK cluster and an empty MySQL to try it with. They cost money by the hour.")
    private boolean trial;

    @ArgGroup(exclusive = false)
    private Existing existing;
  }

  /** What there is already. */
  static final class Existing {
    @Option(
        names = "--cluster",
        paramLabel = "ARN",
        required = true,
        description = "The MSK cluster.")
    private String cluster;

    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:9098,...",
        defaultValue = "",
        description =
            "Its IAM bootstrap string. Without it the template asks MSK, by a function that it makes.")
    private String bootstrapServers;

    @Option(
        names = "--subnets",
        paramLabel = "ID,...",
        required = true,
        description = "Where connectors and app run.")
    private String subnets;

    @Option(
        names = "--security-groups",
        paramLabel = "ID,...",
        required = true,
        description = "Which brokers and database let in.")
    private String securityGroups;

    @Option(
        names = "--vpc",
        paramLabel = "ID",
        defaultValue = "",
        description = "The subnets' network, for the Streams app and the REST proxy only.")
    private String vpc;

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

    private void addTo(Map<String, String> parameters) {
      parameters.put("ClusterArn", cluster);
      parameters.put("BootstrapServers", bootstrapServers);
      parameters.put("Subnets", subnets);
      parameters.put("SecurityGroups", securityGroups);
      parameters.put("VpcId", vpc);
      parameters.put("DatabaseUrl", database);
      parameters.put("DatabaseSecret", databaseSecret);
    }
  }

  /** The Streams app on Fargate. */
  static final class Streams {
    @Option(
        names = "--streams-repository",
        paramLabel = "NAME",
        required = true,
        description = "Run the Streams app on Fargate, from its image in this ECR repository.")
    private String repository;

    @Option(
        names = "--streams-tag",
        paramLabel = "TAG",
        defaultValue = "latest",
        description = "The image's tag. Default: ${DEFAULT-VALUE}.")
    private String tag;

    @Option(
        names = "--streams-count",
        paramLabel = "N",
        defaultValue = "1",
        description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
        names = "--web-from",
        paramLabel = "CIDR",
        defaultValue = "",
        description = "Who may open the app's page and API, such as 10.0.0.0/8.")
    private String webFrom;

    private void addTo(Map<String, String> parameters) {
      parameters.put("StreamsRepository", repository);
      parameters.put("StreamsTag", tag);
      parameters.put("StreamsCount", String.valueOf(count));
      parameters.put("WebFrom", webFrom);
    }
  }

  /** The REST proxy on Fargate, behind API Gateway. */
  static final class Rest {
    @Option(
        names = "--rest-repository",
        paramLabel = "NAME",
        required = true,
        description =
            "Run the REST proxy on Fargate behind API Gateway, from its image in this ECR repository.")
    private String repository;

    @Option(
        names = "--rest-tag",
        paramLabel = "TAG",
        defaultValue = "latest",
        description = "The image's tag. Default: ${DEFAULT-VALUE}.")
    private String tag;

    @Option(
        names = "--rest-count",
        paramLabel = "N",
        defaultValue = "1",
        description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
        names = "--rest-stage",
        paramLabel = "NAME",
        defaultValue = "test",
        description =
            "The API's stage, the first part of the paths that scripts post to. Default: ${DEFAULT-VALUE}.")
    private String stage;

    @Option(
        names = "--rest-rate",
        paramLabel = "N",
        defaultValue = "500",
        description = "Requests a second that the API lets through. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @ArgGroup(exclusive = false)
    private Tokens tokens;

    private void addTo(Map<String, String> parameters) {
      parameters.put("RestRepository", repository);
      parameters.put("RestTag", tag);
      parameters.put("RestCount", String.valueOf(count));
      parameters.put("RestStage", stage);
      parameters.put("RestRate", String.valueOf(rate));
      if (tokens != null) {
        parameters.put("RestIssuer", tokens.issuer);
        parameters.put("RestAudience", tokens.audience);
      }
    }
  }

  /** Tokens (JWT) that callers of the REST proxy send in place of an IAM signature. */
  static final class Tokens {
    @Option(
        names = "--rest-issuer",
        paramLabel = "URL",
        required = true,
        description =
            "Who issues the tokens (JWT) that callers send, such as a user pool of Cognito. Without it they sign with IAM.")
    private String issuer;

    @Option(
        names = "--rest-audience",
        paramLabel = "ID",
        required = true,
        description = "For whom the issuer issues them.")
    private String audience;
  }

  @Override
  public Integer call() {
    if (place.existing != null && place.existing.vpc.isEmpty()) {
      requireNoVpc("--streams-repository", streams);
      requireNoVpc("--rest-repository", rest);
    }
    var built = BuiltArchives.ofHome();
    var zips = new LinkedHashMap<String, PluginZip>();
    boolean writesObjects = sink == Sink.json || sink == Sink.parquet;
    zips.put("Plugin", PluginZip.of(writesObjects ? built.withS3Sink() : built.plain()));
    if (sink == Sink.lakehouse) {
      zips.put("SinkPlugin", PluginZip.of(built.lakehouse()));
    }
    return stack.run(
        dryRun.isDryRun(),
        msk -> {
          msk.deploy(pluginBucket, zips, built.template(), parameters());
          return 0;
        });
  }

  private void requireNoVpc(String option, Object group) {
    if (group != null) {
      throw new ParameterException(
          command.commandLine(), option + " needs --vpc, the network of the subnets");
    }
  }

  private Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    parameters.put("UserId", user.userId());
    parameters.put("Sink", sink.name());
    parameters.put("BucketName", bucket);
    parameters.put("CreateBucket", yesOrNo(createBucket));
    parameters.put("Connectors", yesOrNo(!noConnectors));
    parameters.put("CreateTopics", yesOrNo(createTopics));
    parameters.put("Trial", yesOrNo(place.trial));
    if (place.existing != null) {
      place.existing.addTo(parameters);
    }
    if (streams != null) {
      streams.addTo(parameters);
    }
    if (rest != null) {
      rest.addTo(parameters);
    }
    parameters.putAll(further);
    return parameters;
  }

  private static String yesOrNo(boolean yes) {
    return yes ? "yes" : "no";
  }
}
