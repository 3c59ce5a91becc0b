// SPDX-License-Identifier: Apache-2.0
/** Secrets of connectors, read from AWS Secrets Manager when a connector starts. */
package io.pinstream.connect.secrets;
