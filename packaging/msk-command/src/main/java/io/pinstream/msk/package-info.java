// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./pinstream msk}: the zips and the template on an AWS account, and the way back. One
 * thread does all of it.
 *
 * <p>The commands: {@code MskCommand} with {@code DeployCommand} and {@code DoctorCommand}, and the
 * options they share ({@code DeploymentOptions}, {@code DatabaseOptions}, {@code RegionOption},
 * {@code UserIdOption}, {@code DryRunOption}).
 *
 * <p>A deployment: {@code Msk} is one, made of {@code BuiltArchives} and {@code PluginZip} (what
 * the build left), {@code Upload} (into the bucket), {@code TemplateStack} (in CloudFormation),
 * {@code RunningParts} and {@code WorkerLog} (what became of it). {@code AwsClients} are the
 * services, {@code DryRunGate} stands before every call that changes something, and {@code
 * DeploymentException} says what to do.
 *
 * <p>The doctor: {@code AccountCheck}, {@code BucketCheck}, {@code ClusterCheck}, {@code
 * DatabaseCheck} and {@code SecretCheck} each give {@code Finding}s; what they ask for is in {@code
 * Policy}, for brokers by {@code KafkaRights}. {@code Version} is what the build called it.
 */
package io.pinstream.msk;
