// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets of connectors, read from AWS Secrets Manager when a connector starts. A worker makes one
 * {@code SecretsManagerConfigProvider} and asks it on threads of its herder, several at a time;
 * {@code SecretsManager} makes the signed call, and waits for the answer.
 */
package io.pinstream.connect.secrets;
