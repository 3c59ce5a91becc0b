// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import java.nio.file.Path;

/** A Kafka cluster that somebody else runs: the stack neither starts nor ends it. */
public record ExternalBroker(String bootstrapServers) implements Broker {

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String address() {
    return bootstrapServers;
  }

  @Override
  public Path log() {
    return null;
  }

  @Override
  public void close() {}
}
