// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import java.util.Map;

/**
 * Where a web server listens, and how much it takes at once.
 *
 * @param portSetting the name of the setting that the port comes from
 * @param host the address to bind to
 * @param port 0 for any free one
 * @param maxConnections that are held at once; further ones wait to be accepted
 * @param ssl certificate and key under Kafka's names, such as {@code ssl.keystore.location}; empty
 *     for a server that speaks without TLS
 */
public record Binding(
    String portSetting, String host, int port, int maxConnections, Map<String, Object> ssl) {}
