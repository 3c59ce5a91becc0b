// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pinstream msk doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Looks at what connectors and app need, one line each, with what to do about what is missing.",
      "Run it where they will run, as whom they will run. 0 if nothing is missing, else 1."
    })
final class DoctorCommand implements Callable<Integer> {
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
      description = "How to log in: config/msk/client.properties.")
  private Path client;

  @Mixin private UserIdOption user;

  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(names = "--bucket", description = "The sink's bucket.")
  private String bucket;

  @Mixin private RegionOption region;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var findings = new ArrayList<>(ClusterCheck.run(clientSettings(), user.userId()));
    if (database != null) {
      findings.addAll(DatabaseCheck.run(database.url(), database.user(), database.password()));
    }
    if (bucket != null) {
      try (var aws = AwsClients.ofUser(region.name())) {
        findings.addAll(BucketCheck.run(aws.s3(), bucket));
      }
    }
    var out = spec.commandLine().getOut();
    findings.forEach(out::println);
    if (database == null) {
      out.println("not looked at: the database (--database)");
    }
    if (bucket == null) {
      out.println("not looked at: the sink's bucket (--bucket)");
    }
    out.flush();
    return findings.stream().allMatch(Finding::isGood) ? 0 : 1;
  }

  private Map<String, Object> clientSettings() {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(client, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new DeploymentException("--client %s cannot be read: %s".formatted(client, e), e);
    }
    var settings = new TreeMap<String, Object>();
    properties.forEach((name, value) -> settings.put((String) name, value));
    settings.put("bootstrap.servers", bootstrapServers);
    return settings;
  }
}
