// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./pinstream msk doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Looks at what connectors, app and deployer need, one line each, with what to do about what is missing.",
      "Run it where they will run, as whom they will run. 0 if nothing is missing, else 1."
    })
final class DoctorCommand implements Callable<Integer> {
  /** What runs in the cluster's network, and its policies. */
  enum Part {
    SOURCE("worker.json source.json"),
    EXACTLY_ONCE("exactly-once.json"),
    SECRET_KEY("secret-key.json"),
    S3_SINK("worker.json s3-sink.json"),
    LAKEHOUSE("worker.json lakehouse.json"),
    RAW_LAKE("worker.json raw-lake.json"),
    BUCKET_KEY("bucket-key.json"),
    STREAMS("streams.json"),
    STREAMS_RAW("streams-raw.json"),
    STREAMS_SEND_BACK("streams-send-back.json"),
    STREAMS_RESET("streams-reset.json"),
    REST("rest.json");

    private final String files;

    Part(String files) {
      this.files = files;
    }

    Stream<String> files() {
      return Stream.of(files.split(" ", -1));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Parts on whose rights IAM judges: brokers know nothing of keys. */
  private static final Set<Part> KEYS = EnumSet.of(Part.SECRET_KEY, Part.BUCKET_KEY);

  /** Whom deploy runs as. */
  enum Deployment {
    PLAIN("deployer.json"),
    TOPICS("deployer-topics.json"),
    STREAMS("deployer-streams.json"),
    REST("deployer-rest.json"),
    DAILY("deployer-daily.json"),
    TRIAL("deployer-trial.json");

    private final String file;

    Deployment(String file) {
      this.file = file;
    }

    String file() {
      return file;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ArgGroup(exclusive = false)
  private Cluster cluster;

  /** The cluster, and how to log in there. */
  static final class Cluster {
    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:9098,...",
        required = true,
        description = "The cluster's IAM bootstrap string.")
    private String bootstrapServers;

    @Option(
        names = "--client",
        paramLabel = "FILE",
        required = true,
        description = "How to log in there: config/msk/client.properties.")
    private Path client;
  }

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART,...",
      defaultValue = "source,s3-sink,streams",
      description =
          "Whose rights on the cluster, or on a key by IAM's own judgement: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<Part> parts;

  @Option(
      names = "--deployer",
      split = ",",
      arity = "0..1",
      fallbackValue = "plain",
      paramLabel = "WITH,...",
      description =
          "The rights of whoever runs deploy, by IAM's own judgement: ${COMPLETION-CANDIDATES}. Without value: plain.")
  private List<Deployment> deployments = List.of();

  @Option(
      names = "--parameter",
      paramLabel = "PLACEHOLDER=VALUE",
      description =
          "What stands for another placeholder of config/msk/policies, such as --parameter 'control topic=my-control'.")
  private Map<String, String> further = Map.of();

  @Mixin private UserIdOption user;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "pinstream",
      description = "The stack, after which connectors are named. Default: ${DEFAULT-VALUE}.")
  private String stack;

  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(names = "--bucket", description = "The sink's bucket.")
  private String bucket;

  @Option(names = "--plugin-bucket", paramLabel = "BUCKET", description = "The zips' bucket.")
  private String pluginBucket;

  @Option(
      names = "--database-secret",
      paramLabel = "NAME",
      description = "The secret in Secrets Manager with the keys username and password.")
  private String secret;

  @Mixin private RegionOption region;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var findings = new ArrayList<Finding>();
    var skipped = new ArrayList<String>();
    if (cluster == null) {
      skipped.add("the cluster (--bootstrap-servers, --client)");
    } else {
      findings.addAll(
          ClusterCheck.run(
              clientSettings(),
              user.userId(),
              KafkaRights.of(
                  policies(parts.stream().flatMap(Part::files).distinct().toList(), values()))));
    }
    if (database == null) {
      skipped.add("the database (--database)");
    } else {
      findings.addAll(DatabaseCheck.run(database.url(), database.user(), database.password()));
    }
    if (bucket == null) {
      skipped.add("the sink's bucket (--bucket)");
    }
    if (secret == null) {
      skipped.add("the database's secret (--database-secret)");
    }
    if (deployments.isEmpty()) {
      skipped.add("whether you may deploy (--deployer)");
    }
    var asked = askedOfIam();
    if (bucket != null || secret != null || !asked.isEmpty()) {
      try (var aws = AwsClients.ofUser(region.name())) {
        lookAtAccount(aws, asked, findings, skipped);
      } catch (SdkException e) {
        throw new DeploymentException("AWS does not let us: " + e.getMessage(), e);
      }
    }
    var out = spec.commandLine().getOut();
    findings.forEach(out::println);
    skipped.forEach(what -> out.println("not looked at: " + what));
    out.flush();
    return findings.stream().noneMatch(Finding::isMissing) ? 0 : 1;
  }

  /** The files of policies whose rights are the account's to give. */
  private List<String> askedOfIam() {
    return Stream.concat(
            deployments.stream().map(Deployment::file),
            parts.stream().filter(KEYS::contains).flatMap(Part::files))
        .toList();
  }

  private void lookAtAccount(
      AwsClients aws, List<String> asked, List<Finding> findings, List<String> skipped) {
    if (secret != null) {
      findings.addAll(SecretCheck.run(aws.secrets(), secret));
    }
    if (!asked.isEmpty()) {
      var account = AccountCheck.ofCaller(aws.sts(), aws.iam());
      var values = values();
      values.put("partition", account.partition());
      values.put("account", account.account());
      values.put("region", aws.region());
      var policies = policies(asked, values);
      findings.addAll(account.run(policies));
      policies.stream()
          .flatMap(policy -> policy.statements().stream())
          .flatMap(statement -> statement.unfilled().stream())
          .distinct()
          .map(DoctorCommand::howToName)
          .forEach(skipped::add);
    }
    // Whoever deploys need not write there.
    if (bucket != null && deployments.isEmpty()) {
      findings.addAll(BucketCheck.run(aws.s3(), bucket));
    }
  }

  private static String howToName(String placeholder) {
    var option =
        placeholder.endsWith("bucket")
            ? "--" + placeholder.replace(' ', '-')
            : "--parameter '%s=...'".formatted(placeholder);
    return "rights on the %s (%s)".formatted(placeholder, option);
  }

  private static List<Policy> policies(List<String> files, Map<String, String> values) {
    return files.stream().map(file -> Policy.read(file, values)).toList();
  }

  private Map<String, String> values() {
    var values = new TreeMap<String, String>();
    values.put("user.id", user.userId());
    values.put("stack", stack);
    values.put("offsets topic", "pinstream-connect-offsets");
    values.put("control topic", "pinstream-lake-control");
    values.put("lake", "lake");
    if (bucket != null) {
      values.put("bucket", bucket);
    }
    if (pluginBucket != null) {
      values.put("plugin bucket", pluginBucket);
    }
    values.putAll(further);
    return values;
  }

  private Map<String, Object> clientSettings() {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(cluster.client, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new DeploymentException(
          "--client %s cannot be read: %s".formatted(cluster.client, e), e);
    }
    var settings = new TreeMap<String, Object>();
    properties.forEach((name, value) -> settings.put((String) name, value));
    settings.put("bootstrap.servers", cluster.bootstrapServers);
    return settings;
  }
}
