// SPDX-License-Identifier: Apache-2.0
/**
 * The app from its settings to its end. {@code AppRunner} starts the parts in order on the main
 * thread: {@code AppServers}, topics ({@code ClusterPreparation}), streams; {@code StreamsRunner}
 * keeps Kafka Streams running, with {@code FailurePauses} between failures, {@code OpenFailures}
 * while nothing was committed behind them, {@code AdvertisedCheck} of whether others find it at its
 * {@code AdvertisedAddress}; {@code PinstreamTopology} is what it runs, {@code RestoreProgress}
 * says how long a start takes, {@code InstanceHealth} how the instance is and how far behind
 * ({@code Lags}), {@code StateReset} makes the app forget, {@code AppVersion} is what the build
 * called it.
 *
 * <p>Kafka Streams tells of failures, of its state and of restoring on its own threads. A signal
 * lets a latch go, on a thread of the JVM; the main thread waits for it and then ends the parts in
 * the opposite order.
 */
package io.pinstream.streams.run;
