// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a stack, each with how to start it, how to know that it is ready, and where it is.
 * Processes of ours: {@code KraftBroker} and {@code KraftController}, each a {@code KraftNode},
 * {@code ConnectWorker} of a {@code ConnectVersion} with its {@code PluginFolder}, {@code MariaDb},
 * {@code ObjectStore}, {@code StreamsProcess}, {@code RestProcess}. Of somebody else: {@code
 * ExternalBroker}, {@code ExternalDatabase}, {@code S3SinkArchive}.
 *
 * <p>{@code CachedFolder} holds what several of them unpack. {@code Service} is what all have,
 * {@code Broker} and {@code Database} what the others ask of theirs, {@code ChildService} and
 * {@code HttpService} what processes share; {@code Secrets} and {@code Endpoint} help them. {@code
 * LocalStack} calls them, on one of its starting threads each.
 */
package io.pinstream.stack.service;
