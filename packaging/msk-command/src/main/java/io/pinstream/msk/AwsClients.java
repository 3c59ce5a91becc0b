// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafkaconnect.KafkaConnectClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services that a deployment talks to. */
final class AwsClients implements AutoCloseable {
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final S3Client s3;
  private final CloudFormationClient cloudFormation;
  private final KafkaConnectClient kafkaConnect;
  private final CloudWatchLogsClient logs;
  private final EcsClient ecs;
  private final SecretsManagerClient secrets;
  private final StsClient sts;
  private final IamClient iam;

  /**
   * Makes the clients; nothing is sent yet.
   *
   * @param endpoint in the place of all services' own endpoints, or empty
   */
  AwsClients(Region region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
    var s3Builder = S3Client.builder().httpClient(http).forcePathStyle(endpoint.isPresent());
    s3 = configured(s3Builder, region, endpoint, credentials).build();
    cloudFormation =
        configured(CloudFormationClient.builder().httpClient(http), region, endpoint, credentials)
            .build();
    kafkaConnect =
        configured(KafkaConnectClient.builder().httpClient(http), region, endpoint, credentials)
            .build();
    logs =
        configured(CloudWatchLogsClient.builder().httpClient(http), region, endpoint, credentials)
            .build();
    ecs = configured(EcsClient.builder().httpClient(http), region, endpoint, credentials).build();
    secrets =
        configured(SecretsManagerClient.builder().httpClient(http), region, endpoint, credentials)
            .build();
    sts = configured(StsClient.builder().httpClient(http), region, endpoint, credentials).build();
    // IAM is the same everywhere, but has an endpoint of its own in each partition.
    iam = configured(IamClient.builder().httpClient(http), region, endpoint, credentials).build();
  }

  /**
   * The clients of whoever runs this, as the AWS CLI finds them.
   *
   * @throws DeploymentException if neither the option nor the configuration names a region
   */
  static AwsClients ofUser(String region) {
    try {
      return new AwsClients(
          region == null ? new DefaultAwsRegionProviderChain().getRegion() : Region.of(region),
          Optional.empty(),
          DefaultCredentialsProvider.builder().build());
    } catch (SdkClientException e) {
      throw new DeploymentException("there is no AWS region: give --region, or set AWS_REGION", e);
    }
  }

  private static <B extends AwsClientBuilder<B, C>, C> B configured(
      B builder, Region region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(region).credentialsProvider(credentials);
  }

  /** Where all of them look. */
  String region() {
    return s3.serviceClientConfiguration().region().id();
  }

  S3Client s3() {
    return s3;
  }

  CloudFormationClient cloudFormation() {
    return cloudFormation;
  }

  KafkaConnectClient kafkaConnect() {
    return kafkaConnect;
  }

  CloudWatchLogsClient logs() {
    return logs;
  }

  EcsClient ecs() {
    return ecs;
  }

  SecretsManagerClient secrets() {
    return secrets;
  }

  StsClient sts() {
    return sts;
  }

  IamClient iam() {
    return iam;
  }

  @Override
  public void close() {
    ecs.close();
    secrets.close();
    sts.close();
    iam.close();
    s3.close();
    cloudFormation.close();
    kafkaConnect.close();
    logs.close();
    http.close();
  }
}
