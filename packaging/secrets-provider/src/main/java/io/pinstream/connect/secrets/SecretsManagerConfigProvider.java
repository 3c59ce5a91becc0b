// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.secrets;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Puts a secret where a connector's setting says {@code ${secrets:NAME:KEY}}: the value of KEY in
 * the flat JSON object that AWS Secrets Manager keeps as NAME. A secret's ARN cannot stand there:
 * its colons are Kafka's separators.
 *
 * <p>In the worker's settings:
 *
 * <pre>
 * config.providers=secrets
 * config.providers.secrets.class=io.pinstream.connect.secrets.SecretsManagerConfigProvider
 * config.providers.secrets.param.region=eu-west-1
 * </pre>
 *
 * <p>{@code region} is by default that of the worker; {@code endpoint} replaces the service's own
 * URL, for an interface VPC endpoint without private DNS. Credentials are the worker's. It needs
 * {@code secretsmanager:GetSecretValue} on the secret.
 */
public final class SecretsManagerConfigProvider implements ConfigProvider {
  static final String REGION = "region";
  static final String ENDPOINT = "endpoint";
  private static final ConfigDef SETTINGS =
      new ConfigDef()
          .define(REGION, ConfigDef.Type.STRING, "", Importance.MEDIUM, "The secrets' region.")
          .define(
              ENDPOINT, ConfigDef.Type.STRING, "", Importance.LOW, "Instead of the service's URL.");

  private SecretsManager service;
  private DefaultCredentialsProvider credentials;

  /** For Connect. */
  public SecretsManagerConfigProvider() {}

  @Override
  public void configure(Map<String, ?> configs) {
    var settings = new AbstractConfig(SETTINGS, configs, false);
    var region = region(settings.getString(REGION));
    var endpoint = settings.getString(ENDPOINT);
    credentials = DefaultCredentialsProvider.builder().build();
    service =
        new SecretsManager(
            region.id(),
            URI.create(
                endpoint.isEmpty()
                    ? "https://secretsmanager.%s.%s/"
                        .formatted(region.id(), region.metadata().partition().dnsSuffix())
                    : endpoint),
            credentials);
  }

  private static Region region(String configured) {
    if (!configured.isEmpty()) {
      return Region.of(configured);
    }
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException e) {
      throw new ConfigException(
          "the worker does not say in which AWS region it is: set config.providers.<name>.param.region");
    }
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(service.read(path));
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    var secret = service.read(path);
    var wanted = new HashMap<String, String>();
    for (var key : keys) {
      if (!secret.containsKey(key)) {
        throw new ConfigException(
            "the secret %s has no key %s; it has %s"
                .formatted(path, key, String.join(", ", secret.keySet())));
      }
      wanted.put(key, secret.get(key));
    }
    return new ConfigData(wanted);
  }

  @Override
  public void close() {
    if (credentials != null) {
      credentials.close();
    }
  }
}
