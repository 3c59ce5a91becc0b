// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

/** The Kafka cluster that everything else talks through. */
public interface Broker extends Service {

  /** The address for {@code bootstrap.servers}. */
  String bootstrapServers();
}
